package org.lungmentor.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lungmentor.train.Dense;
import org.lungmentor.train.EngineChoice;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.Network;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The engines that compute networks: which are here, how fast each is at one small network, which is taken. */
final class EngineCheck {
    private static final int EDGE = 32;
    private static final int[] FILTERS = {16, 32, 64};
    private static final int ROUNDS = 3;

    private EngineCheck() {}

    static List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        for (NetworkEngine.Factory factory : EngineRequest.factories()) {
            findings.add(one(factory, "cpu"));
            if (factory.name().equals("torch")
                    && factory.unavailable("cuda", Precision.FLOAT32).isEmpty()) {
                findings.add(one(factory, "cuda"));
            }
        }
        try {
            EngineChoice choice = EngineRequest.BEST.choice();
            String text = choice.factory().name() + " on " + choice.device() + ", " + choice.threads() + " threads";
            findings.add(choice.warning()
                    .map(warning -> Finding.warning("engine in use", text, warning))
                    .orElse(Finding.ok("engine in use", text)));
        } catch (RuntimeException | LinkageError e) {
            findings.add(Finding.broken("engine in use", "none: " + e, "See the other findings."));
        }
        return findings;
    }

    /** Why no engine computes on a GPU; empty if one does. */
    static Optional<String> uselessGpu() {
        List<String> reasons = new ArrayList<>();
        for (NetworkEngine.Factory factory : EngineRequest.factories()) {
            Optional<String> why = factory.unavailable("cuda", Precision.FLOAT32);
            if (why.isEmpty()) {
                return Optional.empty();
            }
            if (factory.name().equals("torch")) {
                why.ifPresent(reasons::add);
            }
        }
        return Optional.of(reasons.isEmpty() ? "No engine here is for GPUs." : reasons.get(0));
    }

    private static Finding one(NetworkEngine.Factory factory, String device) {
        String subject = "engine " + factory.name() + (device.equals("cpu") ? "" : " on " + device);
        Optional<String> why = factory.unavailable(device, Precision.FLOAT32);
        if (why.isPresent()) {
            return Finding.ok(subject, "not here: " + why.get());
        }
        try {
            double seconds = seconds(factory, device);
            return Finding.ok(
                    subject,
                    String.format(
                            Locale.ROOT,
                            "%.0f ms for a U-Net of %d, %d, %d filters on %d^3 voxels",
                            seconds * 1000,
                            FILTERS[0],
                            FILTERS[1],
                            FILTERS[2],
                            EDGE));
        } catch (RuntimeException | LinkageError e) {
            return Finding.warning(subject, "fails: " + e, "Choose another with --engine.");
        }
    }

    /** The best of some rounds of inference, after one to warm up. */
    private static double seconds(NetworkEngine.Factory factory, String device) {
        Plan plan = Plan.of(Network.UNET, FILTERS);
        int threads = Runtime.getRuntime().availableProcessors();
        try (NetworkEngine engine = factory.create(plan, device, threads, Precision.FLOAT32);
                INDArray parameters = Dense.create(plan.length());
                INDArray x = Dense.create(1, 1, EDGE, EDGE, EDGE);
                INDArray out = Dense.create(1, 1, EDGE, EDGE, EDGE)) {
            engine.parameters(parameters);
            engine.forward(x, out, false);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                engine.forward(x, out, false);
                best = Math.min(best, System.nanoTime() - start);
            }
            return best / 1e9;
        }
    }
}
