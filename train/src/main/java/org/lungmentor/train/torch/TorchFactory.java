package org.lungmentor.train.torch;

import java.util.Optional;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;

/** Makes {@link TorchEngine}s where libtorch is on the class path. */
public final class TorchFactory implements NetworkEngine.Factory {
    @Override
    public String name() {
        return "torch";
    }

    @Override
    public Optional<String> unavailable(String device, Precision precision) {
        if (precision != Precision.FLOAT32) {
            // Tried on processors: convolutions in bfloat16 of libtorch 2.7 are far off there, some not a number.
            return Optional.of(
                    "The engine 'torch' computes in float32 alone: leave --precision out, or choose onednn.");
        }
        boolean gpu = device.startsWith("cuda");
        if (!gpu && !device.equals("cpu")) {
            return Optional.of("The engine 'torch' knows the devices cpu, cuda and cuda:N, not '" + device + "'.");
        }
        if (!TorchLibrary.onClassPath(gpu)) {
            return Optional.of("The engine 'torch' has no libtorch " + (gpu ? "for CUDA " : "")
                    + "on the class path; it comes with the distribution that is built with -Pcuda.");
        }
        return gpu ? TorchLibrary.withoutGpu(device) : Optional.empty();
    }

    @Override
    public NetworkEngine create(Plan plan, String device, int threads, Precision precision) {
        return new TorchEngine(plan, device, threads);
    }
}
