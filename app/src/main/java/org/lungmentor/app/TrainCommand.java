package org.lungmentor.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.SparkSessions;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.Network;
import org.lungmentor.train.trainer.SoftWeight;
import org.lungmentor.train.trainer.TrainJob;
import org.lungmentor.train.trainer.TrainRequest;
import org.lungmentor.train.trainer.TrainResult;
import org.lungmentor.train.trainer.TrainSettings;
import org.lungmentor.train.trainer.Trainer;
import org.lungmentor.train.trainer.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code train}: preprocessed crops to a model. */
@Command(
        name = "train",
        description = {
            "Trains a network on preprocessed crops.",
            "The run folder keeps the best and the last model, metrics.csv, curves.png, the split, and checkpoints from"
                    + " which --resume goes on."
        },
        footer = {
            "",
            "Example: lungmentor train teacher data/strong-teacher --run runs/teacher",
            "         lungmentor train sc-student data/strong-student data/soft-student \\",
            "             --run runs/student"
        })
final class TrainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NETWORK", description = "teacher, unet, sc-student or dc-student.")
    private String network = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "DATA",
            description =
                    "Folders that 'preprocess' wrote, with labels: 'preprocess teacher' for teacher and unet, 'preprocess"
                            + " student' for students. A dc-student also learns from folders with boxes alone.")
    private List<String> data = List.of();

    @Option(
            names = "--run",
            required = true,
            paramLabel = "RUN",
            description = "The run folder; a new one, but with --resume.")
    private String run = "";

    @Option(
            names = "--split",
            paramLabel = "FILE[#POINTER]",
            description =
                    "JSON file with lists of cases: train, validation, test; after # the way to the object that has them, as"
                            + " in study.json#/folds/0. Without it the split is drawn by patient and tumour volume.")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--resume",
            description = "Goes on where the run was stopped, with the settings that it began with.")
    private boolean resume;

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many. Default: 200.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "Step size of Adam. Default: 0.0001; students 0.0003, which falls to a third once.")
    private Optional<Double> learningRate = Optional.empty();

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            description = "Cases whose gradients are averaged for one update. Default: 8.")
    private Optional<Integer> accumulate = Optional.empty();

    @Option(
            names = "--filters",
            split = ",",
            paramLabel = "N",
            description = "Filters of each level, the top one first. Default: 64,128,256,512; students 1024 more.")
    private List<Integer> filters = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of all that is drawn: split, first weights, order, flips. Default: 0.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--flip",
            paramLabel = "P",
            description =
                    "Probability of a flip of each axis and of a turn of each plane. Default: 0.25; students 0.1.")
    private Optional<Double> flip = Optional.empty();

    @Option(
            names = "--turns",
            paramLabel = "none|axial|all",
            description = "Planes that are turned by quarter turns. Default: all; students axial.")
    private Optional<String> turns = Optional.empty();

    @Option(
            names = "--best",
            paramLabel = "loss|dsc",
            description = "What the best model is best at on the validation part. Default: loss; students dsc.")
    private Optional<String> best = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without a better one until training stops; a student's learning rate falls first."
                    + " Default: 20; students 10.")
    private Optional<Integer> patience = Optional.empty();

    @Option(
            names = "--max-repeat",
            paramLabel = "N",
            description = "How often a case may occur in an epoch, to balance tumour volumes. Default: 3.")
    private Optional<Integer> maxRepeat = Optional.empty();

    @Option(
            names = "--soft-weight",
            paramLabel = "W|confidence",
            description =
                    "What a teacher's label counts beside one drawn by hand: 0 to 1, or by the teacher's confidence, the"
                            + " mean probability of the voxels that it calls tumour. Default: 1.")
    private Optional<String> softWeight = Optional.empty();

    @Option(names = "--cases", paramLabel = "FILE", description = "Local text file: only these cases, one name a line.")
    private Optional<Path> cases = Optional.empty();

    @Option(names = "--dry-run", description = "Checks the data and says what would be trained on.")
    private boolean dryRun;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainRequest request =
                new TrainRequest(settings(), data, run, split, CaseFile.read(cases), resume, engine.request());
        Storage storage = SparkStart.storage(spark, output);
        if (dryRun) {
            String sentence = Trainer.check(storage, request);
            output.result(spec.commandLine().getOut(), Map.of("plan", sentence), sentence);
            return ExitStatus.DONE;
        }
        TrainingListener listener = output.quiet() ? TrainingListener.silent() : new ConsoleTraining();
        try (OnCtrlC stopped = OnCtrlC.run(
                () -> listener.said("Stopped. The same command with --resume goes on from the last checkpoint: one is"
                        + " kept after every epoch and every ten minutes."))) {
            // Without a cluster there is nothing for Spark to do, and its start takes seconds.
            print(SparkSessions.isLocal() ? Trainer.run(storage, request, listener) : onCluster(request, listener));
        }
        return ExitStatus.DONE;
    }

    private TrainResult onCluster(TrainRequest request, TrainingListener listener) throws IOException {
        try (SparkSession session = SparkStart.session("train " + network, spark, output)) {
            return TrainJob.run(session, request, listener);
        }
    }

    private TrainSettings settings() {
        TrainSettings usual = TrainSettings.of(Network.of(network));
        return new TrainSettings(
                usual.network(),
                filters.isEmpty()
                        ? usual.filters()
                        : filters.stream().mapToInt(Integer::intValue).toArray(),
                epochs.orElse(usual.epochs()),
                learningRate.orElse(usual.learningRate()),
                accumulate.orElse(usual.accumulate()),
                seed.orElse(usual.seed()),
                flip.orElse(usual.flip()),
                turns.map(word -> word(TrainSettings.Turns.class, "--turns", word))
                        .orElse(usual.turns()),
                best.map(word -> word(TrainSettings.Best.class, "--best", word)).orElse(usual.best()),
                patience.orElse(usual.patience()),
                maxRepeat.orElse(usual.maxRepeat()),
                softWeight.map(SoftWeight::parse).orElse(usual.softWeight()));
    }

    private static <E extends Enum<E>> E word(Class<E> type, String option, String word) {
        for (E one : type.getEnumConstants()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
                return one;
            }
        }
        throw new UsageException(option + " " + word + " is not known: --help lists the words.");
    }

    private void print(TrainResult result) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("epochs", result.epochs());
        summary.put("updates", result.updates());
        summary.put("bestEpoch", result.bestEpoch());
        putNumber(summary, "loss", result.loss());
        putNumber(summary, "validationLoss", result.validationLoss());
        putNumber(summary, "validationDsc", result.validationDsc());
        summary.put("seconds", result.seconds());
        summary.put("why", result.why());
        String text = result.epochs() + " epochs, " + result.updates() + " updates in " + Math.round(result.seconds())
                + " s; the best is epoch " + result.bestEpoch() + ". " + result.why();
        output.result(spec.commandLine().getOut(), summary, text);
    }

    private static void putNumber(Map<String, Object> summary, String name, double value) {
        if (!Double.isNaN(value)) {
            summary.put(name, value);
        }
    }
}
