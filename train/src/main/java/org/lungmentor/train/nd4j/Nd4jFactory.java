package org.lungmentor.train.nd4j;

import java.util.Optional;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** Makes {@link Nd4jEngine}s; they compute where ND4J's backend does. */
public final class Nd4jFactory implements NetworkEngine.Factory {
    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public Optional<String> unavailable(String device, Precision precision) {
        if (precision != Precision.FLOAT32) {
            return Optional.of("The engine 'nd4j' computes in float32 alone: leave --precision out, or choose onednn.");
        }
        boolean cpu = Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
        if (cpu == device.equals("cpu")) {
            return Optional.empty();
        }
        return Optional.of("ND4J's backend here computes on " + (cpu ? "the CPU" : "the GPU") + ", not on '" + device
                + "': choose --device " + (cpu ? "cpu" : "cuda") + " or another engine.");
    }

    @Override
    public NetworkEngine create(Plan plan, String device, int threads, Precision precision) {
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        return new Nd4jEngine(plan);
    }
}
