package org.lungmentor.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lungmentor.expand.ExpandJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expand}: a teacher over scans with boxes. */
@Command(
        name = "expand",
        description = {
            "Lets a teacher draw soft labels into boxes.",
            "OUT becomes a dataset of soft labels (probabilities) that refers to DATASET's images and boxes; DATASET is not"
                    + " touched."
        },
        footer = {
            "",
            "Example: lungmentor expand --teacher runs/teacher/model_best.zip \\",
            "             data/weak data/soft"
        })
final class ExpandCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "DATASET",
            description = "A dataset of scans with boxes: what 'ingest' wrote.")
    private String dataset = "";

    @Parameters(index = "1", paramLabel = "OUT", description = "Folder for the soft labels.")
    private String out = "";

    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            required = true,
            description =
                    "Model file, model_best.zip of a teacher's run; of a unet's too, which sees the image alone. Given several"
                            + " times, the mean is taken.")
    private List<String> teachers = new ArrayList<>();

    @Mixin
    private OrientationOption orientation = new OrientationOption();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private CaseJobOptions options = new CaseJobOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ExpandJob job = new ExpandJob(
                teachers, dataset, out, options.cases(), orientation.codes(), engine.request(), options.job());
        return options.run("expand", spec.commandLine(), job.plan(options.storage()));
    }
}
