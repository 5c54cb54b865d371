package org.lungmentor.app;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lungmentor.expand.MaskRules;
import org.lungmentor.expand.Prompt;
import org.lungmentor.expand.ScanSource;
import org.lungmentor.expand.SegmentJob;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.EngineRequest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segment}: a network over new scans. */
@Command(
        name = "segment",
        description = {
            "Outlines tumours on new scans.",
            "Writes OUT/CASE.nii.gz on each scan's own grid. A student finds tumours by itself; a teacher wants a box, a unet"
                    + " the tumour's centre."
        },
        footer = {
            "",
            "Example: lungmentor segment --model runs/student/model_best.zip scans masks",
            "         lungmentor segment --model runs/teacher/model_best.zip \\",
            "             --box box.nii.gz scan.nii.gz masks"
        })
final class SegmentCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "IN",
            description = "A NIfTI file, a folder of them, a dataset, the folder of a DICOM series; or what 'preprocess"
                    + " student' wrote, for masks on the crops' own grids.")
    private String in = "";

    @Parameters(index = "1", paramLabel = "OUT", description = "Folder for masks and ledger.")
    private String out = "";

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            required = true,
            description = "Model file, model_best.zip of a run folder.")
    private String model = "";

    @Mixin
    private LungsOption lungs = new LungsOption();

    @ArgGroup
    private Place place = new Place();

    /** One of both. */
    static final class Place {
        @Option(
                names = "--box",
                paramLabel = "FILE",
                description = "For a teacher (or unet) and one scan: NIfTI file with a box on the scan's grid.")
        private Optional<String> box = Optional.empty();

        @Option(
                names = "--centre",
                paramLabel = "X,Y,Z",
                description = "For a unet and one scan: a point in the tumour, RAS+ millimetres.")
        private Optional<String> centre = Optional.empty();

        private Prompt prompt() {
            if (box.isPresent()) {
                return new Prompt.Box(box.get());
            }
            return centre.<Prompt>map(Prompt.Centre::parse).orElse(new Prompt.None());
        }
    }

    @Option(
            names = "--threshold",
            paramLabel = "P",
            defaultValue = "0.5",
            description = "Voxels of at least this probability are tumour; -1 writes the probabilities themselves."
                    + " Default: ${DEFAULT-VALUE}.")
    private double threshold = 0.5;

    @Option(
            names = "--closing",
            paramLabel = "VOXELS",
            defaultValue = "1",
            description = "Closes the mask with a disk of this radius in every axial slice; 0: not at all."
                    + " Default: ${DEFAULT-VALUE}.")
    private int closing = 1;

    @Option(names = "--lung-filter", description = "Nothing outside the lungs is tumour (students on scans).")
    private boolean lungFilter;

    @Option(
            names = "--min-volume-mm3",
            paramLabel = "MM3",
            defaultValue = "0",
            description = "Drops components smaller than this. Default: ${DEFAULT-VALUE}.")
    private double minimumMm3;

    @Option(names = "--largest", description = "Only the largest component stays.")
    private boolean largest;

    @Mixin
    private NiftiOptions nifti = new NiftiOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private CaseJobOptions options = new CaseJobOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Storage storage = options.storage();
        return options.run("segment", spec.commandLine(), job(storage).plan(storage));
    }

    private SegmentJob job(Storage storage) throws IOException {
        EngineRequest computes = engine.request();
        return new SegmentJob(
                model,
                in,
                out,
                options.cases(),
                lungs.source(storage, computes.threads()),
                place.prompt(),
                new ScanSource(nifti.rescale(), nifti.assumedOrientation().orElse("")),
                new MaskRules(threshold, closing, lungFilter, minimumMm3, largest),
                computes,
                options.job());
    }
}
