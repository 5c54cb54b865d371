package org.lungmentor.train.onednn;

import java.util.Optional;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;

/** Makes {@code onednn} engines: for processors, x86-64. */
public final class OneDnnEngineFactory implements NetworkEngine.Factory {
    /** For {@link java.util.ServiceLoader}. */
    public OneDnnEngineFactory() {}

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public Optional<String> unavailable(String device, Precision precision) {
        if (!device.equals("cpu")) {
            return Optional.of("The onednn engine computes on the processor (device cpu), not on '" + device + "'.");
        }
        try {
            return NativeLibrary.unavailable(precision);
        } catch (LinkageError e) {
            return Optional.of("The onednn engine's Java bindings (dnnl, javacpp) are not in the class path: "
                    + e.getMessage() + " is missing.");
        }
    }

    @Override
    public NetworkEngine create(Plan plan, String device, int threads, Precision precision) {
        return new OneDnnEngine(plan, threads, precision);
    }
}
