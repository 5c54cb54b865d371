package org.lungmentor.app.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sparse experiment in small (thesis, section 4.3): which commands, in which order, with which sizes. */
public final class DemoPlan {
    private static final String CROP_EDGE = "48";
    private static final String CROP_FILTERS = "16,32,64,128";
    private static final String LUNG_FILTERS = "16,32,64,64,64";
    private static final String CROP_EPOCHS = "60";
    private static final String LUNG_EPOCHS = "20";
    private static final String RATE = "0.01";
    private static final String UPDATE = "1";

    private final Path out;

    /** @param out the demonstration's folder */
    public DemoPlan(Path out) {
        this.out = out;
    }

    private String at(String path) {
        return out.resolve(path).toString();
    }

    /** All steps after the phantoms are written. */
    public List<DemoStep> steps() {
        List<DemoStep> steps = new ArrayList<>();
        steps.add(DemoStep.of(
                "Few patients with masks: DICOM and structure sets to a dataset",
                "ingest",
                "radiomics",
                at("source/radiomics"),
                at("data/strong")));
        steps.add(DemoStep.of(
                "More patients with boxes only: DICOM and XML to a dataset, decoys left out",
                "ingest",
                "lungdx",
                at("source/lungdx"),
                at("data/weak")));
        steps.add(DemoStep.of(
                "Tumour crops",
                "preprocess",
                "teacher",
                at("data/strong"),
                at("crops/strong-teacher"),
                "--edge",
                CROP_EDGE));
        steps.add(crops("The teacher learns: CT and box in, mask out", "teacher"));
        steps.add(crops("Its baseline learns: the CT alone", "unet"));
        steps.add(expand("The teacher draws soft labels into the boxes", "teacher", "data/weak", "data/soft"));
        steps.add(DemoStep.of(
                "Lung crops of the masks", "preprocess", "student", at("data/strong"), at("crops/strong-student")));
        steps.add(DemoStep.of(
                "Lung crops of the soft labels", "preprocess", "student", at("data/soft"), at("crops/soft-student")));
        steps.add(lungs("The student learns from masks and soft labels: CT alone", "student", "mixed.json", true));
        steps.add(lungs("The same network learns from the masks alone", "strong-only", "strong.json", false));
        steps.add(untrained());
        for (String network : List.of("teacher", "unet")) {
            steps.add(test(expand("The test patients: " + network, network, "data/strong", "masks/" + network)));
        }
        for (String network : List.of("student", "strong-only", "untrained")) {
            steps.add(test(DemoStep.of(
                    "The test patients: " + network,
                    "segment",
                    "--model",
                    at("runs/" + network + "/model_best.zip"),
                    at("data/strong"),
                    at("masks/" + network))));
        }
        for (String network : DemoResults.NETWORKS) {
            steps.add(test(DemoStep.of(
                    "Judged by the masks: " + network,
                    "evaluate",
                    at("masks/" + network),
                    at("data/strong"),
                    at("evaluations/" + network))));
        }
        return steps;
    }

    private DemoStep test(DemoStep step) {
        return step.with("--cases", at("test.txt"));
    }

    private DemoStep expand(String headline, String network, String dataset, String to) {
        return DemoStep.of(
                headline, "expand", "--teacher", at("runs/" + network + "/model_best.zip"), at(dataset), at(to));
    }

    private DemoStep crops(String headline, String network) {
        return train(headline, network, network, "strong.json", CROP_FILTERS, CROP_EPOCHS, RATE)
                .with(at("crops/strong-teacher"));
    }

    private DemoStep lungs(String headline, String run, String split, boolean soft) {
        DemoStep step = train(headline, "sc-student", run, split, LUNG_FILTERS, LUNG_EPOCHS, RATE)
                .with(at("crops/strong-student"));
        return soft ? step.with(at("crops/soft-student")) : step;
    }

    /** What a network is worth that has learnt nothing: one epoch of steps too small to move a weight. */
    private DemoStep untrained() {
        return train(
                        "A network that has learnt nothing",
                        "sc-student",
                        "untrained",
                        "strong.json",
                        LUNG_FILTERS,
                        "1",
                        "1e-12")
                .with(at("crops/strong-student"));
    }

    private DemoStep train(
            String headline, String network, String run, String split, String filters, String epochs, String rate) {
        return DemoStep.of(
                headline,
                "train",
                network,
                "--run",
                at("runs/" + run),
                "--split",
                at(split),
                "--filters",
                filters,
                "--epochs",
                epochs,
                "--learning-rate",
                rate,
                "--accumulate",
                UPDATE);
    }
}
