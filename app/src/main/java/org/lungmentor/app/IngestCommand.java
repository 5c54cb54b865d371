package org.lungmentor.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.ingest.DicomIngest;
import org.lungmentor.ingest.LengthRule;
import org.lungmentor.ingest.LungDxProcessor;
import org.lungmentor.ingest.NiftiIngest;
import org.lungmentor.ingest.NiftiProcessor;
import org.lungmentor.ingest.RadiomicsProcessor;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.Storage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ingest}: source files to a dataset. */
@Command(
        name = "ingest",
        description = {
            "Turns source files into a dataset.",
            "A dataset is a folder: images in Hounsfield units, labels, boxes, and a ledger that says of every case what was"
                    + " done, or why it was refused."
        },
        synopsisSubcommandLabel = "msd|nifti|radiomics|lungdx",
        footer = {"", "Example: lungmentor ingest radiomics NSCLC-Radiomics data/radiomics"},
        subcommands = {
            IngestCommand.Msd.class,
            IngestCommand.Nifti.class,
            IngestCommand.Radiomics.class,
            IngestCommand.LungDx.class
        })
final class IngestCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what is ingested: msd, nifti, radiomics or lungdx");
    }

    /** Where from and where to. */
    static final class Folders {
        @Parameters(
                index = "0",
                paramLabel = "IN",
                description = "Folder of source files; DICOM files lie at any depth below it.")
        private String in = "";

        @Parameters(
                index = "1",
                paramLabel = "OUT",
                description = "Folder of the dataset; made if need be, gone on with if it is there.")
        private String out = "";

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "The dataset's name in tables. Default: OUT's last part.")
        private Optional<String> name = Optional.empty();

        @Mixin
        private DatasetOptions dataset = new DatasetOptions();

        @Mixin
        private CaseJobOptions options = new CaseJobOptions();

        private String name() {
            return name.orElse(Storage.name(out));
        }

        private int run(String what, DicomIngest ingest, CommandLine line) throws IOException {
            ingest.requireInput(options.storage());
            try (SparkSession session = SparkStart.session("ingest " + what, options.spark(), options.output())) {
                return options.dryRun()
                        ? JobReport.planned(ingest.planned(session), options.output(), line)
                        : JobReport.print(
                                ingest.run(session, options.job(), line.getErr()::println), options.output(), line);
            }
        }
    }

    /** {@code ingest msd}. */
    @Command(
            name = "msd",
            description = {
                "A task of the Medical Segmentation Decathlon.",
                "imagesTr and labelsTr go to OUT, imagesTs to OUT-unlabelled."
            },
            footer = {"", "Example: lungmentor ingest msd Task06_Lung data/msd"})
    static final class Msd implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Mixin
        private NiftiOptions nifti = new NiftiOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Storage storage = folders.options.storage();
            List<CaseJob> jobs = new ArrayList<>();
            jobs.add(part(NiftiIngest.MSD_IMAGES, Optional.of(NiftiIngest.MSD_LABELS), "")
                    .plan(storage, folders.options.job()));
            if (storage.exists(Storage.child(storage.absolute(folders.in), NiftiIngest.MSD_UNLABELLED))) {
                jobs.add(part(NiftiIngest.MSD_UNLABELLED, Optional.empty(), "-unlabelled")
                        .plan(storage, folders.options.job()));
            }
            return folders.options.run("ingest msd", spec.commandLine(), jobs.toArray(CaseJob[]::new));
        }

        private NiftiIngest part(String images, Optional<String> labels, String suffix) {
            String out = folders.out.replaceAll("/+$", "") + suffix;
            return new NiftiIngest(
                    folders.in,
                    images,
                    labels,
                    out,
                    folders.name() + suffix,
                    Optional.empty(),
                    new NiftiProcessor(
                            nifti.rescale(), nifti.assumedOrientation().orElse(""), folders.dataset.outputs()),
                    folders.options.cases());
        }
    }

    /** {@code ingest nifti}. */
    @Command(
            name = "nifti",
            description = "Two folders of NIfTI files with equal names: images, and labels where there are any.",
            footer = {"", "Example: lungmentor ingest nifti scans data/ours --labels masks"})
    static final class Nifti implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Option(
                names = "--images",
                paramLabel = "FOLDER",
                defaultValue = "images",
                description = "Folder of images within IN. Default: ${DEFAULT-VALUE}.")
        private String images = "images";

        @Option(
                names = "--labels",
                paramLabel = "FOLDER",
                description = "Folder of labels within IN; voxels of at least 0.5 are tumour. Without it: images only.")
        private Optional<String> labels = Optional.empty();

        @Option(
                names = "--patient",
                paramLabel = "REGEX",
                description =
                        "What of a file's name, from its start, tells the patient: cases of one patient are never split"
                                + " between training and test. Default: the whole name.")
        private Optional<String> patient = Optional.empty();

        @Mixin
        private NiftiOptions nifti = new NiftiOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            NiftiIngest ingest = new NiftiIngest(
                    folders.in,
                    images,
                    labels,
                    folders.out,
                    folders.name(),
                    patient.map(IngestCommand::pattern),
                    new NiftiProcessor(
                            nifti.rescale(), nifti.assumedOrientation().orElse(""), folders.dataset.outputs()),
                    folders.options.cases());
            CaseJob job = ingest.plan(folders.options.storage(), folders.options.job());
            return folders.options.run("ingest nifti", spec.commandLine(), job);
        }
    }

    /** {@code ingest radiomics}. */
    @Command(
            name = "radiomics",
            description = "CT series and RT structure sets, as NSCLC-Radiomics has them.",
            footer = {"", "Example: lungmentor ingest radiomics NSCLC-Radiomics data/radiomics"})
    static final class Radiomics implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Option(
                names = "--roi",
                paramLabel = "REGEX",
                defaultValue = RadiomicsProcessor.DEFAULT_ROI,
                description =
                        "The tumour's region in the structure set: its whole name, case ignored; several that match are joined."
                                + " Default: ${DEFAULT-VALUE}.")
        private String roi = RadiomicsProcessor.DEFAULT_ROI;

        @Option(
                names = "--each-roi",
                description =
                        "Each region that matches --roi is a case of its own, SCAN_REGION, instead of all joined.")
        private boolean eachRoi;

        @Mixin
        private DatasetOptions.Names names = new DatasetOptions.Names();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            DicomIngest ingest = DicomIngest.radiomics(
                    folders.in,
                    folders.out,
                    folders.name(),
                    new RadiomicsProcessor(
                            pattern(roi).pattern(), eachRoi, folders.dataset.outputs(), names.pseudonyms()),
                    folders.options.cases());
            return folders.run("radiomics", ingest, spec.commandLine());
        }
    }

    /** {@code ingest lungdx}. */
    @Command(
            name = "lungdx",
            description = "CT series and box annotations in XML, as Lung-PET-CT-Dx has them.",
            footer = {"", "Example: lungmentor ingest lungdx Lung-PET-CT-Dx data/lungdx"})
    static final class LungDx implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Option(
                names = "--length-mm",
                paramLabel = "LOW..HIGH",
                defaultValue = "160..600",
                description = "How long a scan may be: slices times their distance. Default: ${DEFAULT-VALUE}.")
        private String lengthMm = "160..600";

        @Option(
                names = "--keep-unannotated",
                description = "Keeps the image of a scan without any box; else it is refused.")
        private boolean keepUnannotated;

        @Mixin
        private DatasetOptions.Names names = new DatasetOptions.Names();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            DicomIngest ingest = DicomIngest.lungDx(
                    folders.in,
                    folders.out,
                    folders.name(),
                    new LungDxProcessor(
                            LengthRule.parse(lengthMm), keepUnannotated, folders.dataset.outputs(), names.pseudonyms()),
                    folders.options.cases());
            return folders.run("lungdx", ingest, spec.commandLine());
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new UsageException("'" + text + "' is no regular expression: " + wrong.getDescription() + ".", wrong);
        }
    }
}
