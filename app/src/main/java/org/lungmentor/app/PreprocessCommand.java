package org.lungmentor.app;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.preprocess.GivenLungs;
import org.lungmentor.preprocess.LungFinder;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.preprocess.TeacherCrops;
import org.lungmentor.preprocess.lungs.ClassicalLungs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preprocess}: a dataset to the crops that a network sees. */
@Command(
        name = "preprocess",
        description = "Cuts a dataset into the crops that a network sees, with the geometry of the way back.",
        synopsisSubcommandLabel = "teacher|student",
        footer = {"", "Example: lungmentor preprocess teacher data/radiomics data/radiomics-teacher"},
        subcommands = {PreprocessCommand.Teacher.class, PreprocessCommand.Student.class})
final class PreprocessCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it: --help here too
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say for which network: teacher or student");
    }

    /** Where from, where to, and what is assumed of files. */
    static final class Folders {
        @Parameters(index = "0", paramLabel = "DATASET", description = "Folder of scans with dataset.json.")
        private String dataset = "";

        @Parameters(index = "1", paramLabel = "OUT", description = "Folder for crops, references and ledger.")
        private String out = "";

        @Option(
                names = "--assume-orientation",
                paramLabel = "CODES",
                description =
                        "For NIfTI files that say nothing of left and right: where their axes point to, as in LAS.")
        private Optional<String> assumedOrientation = Optional.empty();

        @Option(names = "--dry-run", description = "Names the cases and does nothing.")
        private boolean dryRun;

        @Mixin
        private CaseOptions cases = new CaseOptions();

        @Mixin
        private SparkOptions spark = new SparkOptions();

        private PreprocessJob job(OutputOptions output) {
            return new PreprocessJob(dataset, out, cases.cases(), assumedOrientation, cases.job(output));
        }
    }

    /** {@code preprocess teacher}. */
    @Command(
            name = "teacher",
            description = "Cubes of 0.7 mm voxels around the tumours that a box marks.",
            footer = {"", "Example: lungmentor preprocess teacher data/radiomics data/radiomics-teacher --edge 96"})
    static final class Teacher implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Option(
                names = "--edge",
                paramLabel = "VOXELS",
                defaultValue = "" + TeacherCrops.EDGE,
                description = "Voxels along each edge of a crop, a multiple of 8. Default: ${DEFAULT-VALUE}.")
        private int edge = TeacherCrops.EDGE;

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PreprocessJob job = folders.job(output);
            try (SparkSession session = SparkStart.session("preprocess teacher", folders.spark, output)) {
                return folders.dryRun
                        ? JobReport.planned(job.planned(session), output, spec.commandLine())
                        : JobReport.print(job.teacher(session, edge), output, spec.commandLine());
            }
        }
    }

    /** {@code preprocess student}. */
    @Command(
            name = "student",
            description = "One crop a lung, 1 x 1 x 1.5 mm.",
            footer = {"", "Example: lungmentor preprocess student data/radiomics data/radiomics-student"})
    static final class Student implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Option(
                names = "--lungs",
                paramLabel = "classical|DIR",
                defaultValue = "classical",
                description = "How lungs are found, or a folder of maps CASE.nii.gz: 0, 1 right lung, 2 left lung."
                        + " Default: ${DEFAULT-VALUE}.")
        private String lungs = "classical";

        @Option(
                names = "--margin-mm",
                paramLabel = "MM",
                defaultValue = "0",
                description = "Grows the box around each lung. Default: ${DEFAULT-VALUE}.")
        private double marginMm;

        @Option(
                names = "--keep-empty-lungs",
                description = "Keeps lungs without a tumour too; without labels both are kept anyway.")
        private boolean keepEmptyLungs;

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PreprocessJob job = folders.job(output);
            boolean classical = lungs.equals("classical");
            if (lungs.startsWith("r231:")) {
                throw new UsageException(
                        "--lungs " + lungs + " is not known to this version: give classical, or a folder of"
                                + " maps that lungmask made.");
            }
            LungFinder finder = classical ? new ClassicalLungs() : new GivenLungs();
            Optional<String> maps = classical ? Optional.empty() : Optional.of(lungs);
            try (SparkSession session = SparkStart.session("preprocess student", folders.spark, output)) {
                return folders.dryRun
                        ? JobReport.planned(job.planned(session), output, spec.commandLine())
                        : JobReport.print(
                                job.student(session, finder, maps, marginMm, keepEmptyLungs),
                                output,
                                spec.commandLine());
            }
        }
    }
}
