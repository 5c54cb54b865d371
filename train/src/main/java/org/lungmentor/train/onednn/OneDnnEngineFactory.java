package org.lungmentor.train.onednn;

import java.util.Optional;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;

/** Makes {@code onednn} engines: for processors, x86-64. */
public final class OneDnnEngineFactory implements NetworkEngine.Factory {
    /** For {@link java.util.ServiceLoader}. */
    public OneDnnEngineFactory() {}

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public Optional<String> unavailable(String device) {
        if (!device.equals("cpu")) {
            return Optional.of("The onednn engine computes on the processor (device cpu), not on '" + device + "'.");
        }
        try {
            return NativeLibrary.unavailable();
        } catch (LinkageError e) {
            return Optional.of("The onednn engine's Java bindings (dnnl, javacpp) are not in the class path: "
                    + e.getMessage() + " is missing.");
        }
    }

    @Override
    public NetworkEngine create(Plan plan, String device, int threads) {
        return new OneDnnEngine(plan, threads);
    }
}
