package org.lungmentor.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lungmentor.expand.LungSource;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.preprocess.TeacherCrops;
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
        description = {
            "Cuts a dataset into the crops that a network sees.",
            "Beside each crop lies its geometry, by which a mask finds the way back to the scan."
        },
        synopsisSubcommandLabel = "teacher|student",
        footer = {"", "Example: lungmentor preprocess teacher data/radiomics data/radiomics-teacher"},
        subcommands = {PreprocessCommand.Teacher.class, PreprocessCommand.Student.class})
final class PreprocessCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say for which network: teacher or student");
    }

    /** Where from, where to, and what is assumed of files. */
    static final class Folders {
        @Parameters(index = "0", paramLabel = "DATASET", description = "A dataset: what 'ingest' or 'expand' wrote.")
        private String dataset = "";

        @Parameters(index = "1", paramLabel = "OUT", description = "Folder for crops, references and ledger.")
        private String out = "";

        @Mixin
        private OrientationOption orientation = new OrientationOption();

        @Mixin
        private CaseJobOptions options = new CaseJobOptions();

        private PreprocessJob job() {
            return new PreprocessJob(dataset, out, options.cases(), orientation.codes(), options.job());
        }
    }

    /** {@code preprocess teacher}. */
    @Command(
            name = "teacher",
            description = "Cubes of 0.7 mm voxels around the tumours that a box marks.",
            footer = {"", "Example: lungmentor preprocess teacher data/radiomics data/radiomics-teacher"})
    static final class Teacher implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Option(
                names = "--edge",
                paramLabel = "VOXELS",
                defaultValue = "" + TeacherCrops.EDGE,
                description = "Voxels along each edge of a crop, a multiple of 8. Default: ${DEFAULT-VALUE}.")
        private int edge = TeacherCrops.EDGE;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            CaseJob job = folders.job().teacher(folders.options.storage(), edge);
            return folders.options.run("preprocess teacher", spec.commandLine(), job);
        }
    }

    /** {@code preprocess student}. */
    @Command(
            name = "student",
            description = {
                "One crop a lung, of voxels of 1 x 1 x 1.5 mm.",
                "The lung maps that were used are kept in OUT/Lungs/."
            },
            footer = {"", "Example: lungmentor preprocess student data/radiomics data/radiomics-student"})
    static final class Student implements Callable<Integer> {
        @Mixin
        private Folders folders = new Folders();

        @Mixin
        private LungsOption lungs = new LungsOption();

        @Option(
                names = "--margin-mm",
                paramLabel = "MM",
                defaultValue = "0",
                description = "Grows the box around each lung by so much. Default: ${DEFAULT-VALUE}.")
        private double marginMm;

        @Option(
                names = "--keep-empty-lungs",
                description =
                        "Keeps lungs without a tumour (a label, else a box) too; of a scan that has neither both lungs"
                                + " are kept anyway.")
        private boolean keepEmptyLungs;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Storage storage = folders.options.storage();
            LungSource source = lungs.source(storage, 0);
            CaseJob job = folders.job().student(storage, source.finder(), source.maps(), marginMm, keepEmptyLungs);
            return folders.options.run("preprocess student", spec.commandLine(), job);
        }
    }
}
