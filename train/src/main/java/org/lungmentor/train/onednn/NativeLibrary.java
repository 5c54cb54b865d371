package org.lungmentor.train.onednn;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.lungmentor.train.NativeCache;
import org.lungmentor.train.Precision;

/** oneDNN's native library: loaded once, and asked what it can do here. */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Why it cannot be used here, as a sentence; empty where it can. Loads it. */
    static Optional<String> unavailable(Precision precision) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.of("The onednn engine needs the JDK's vector module: start java with"
                    + " --add-modules=jdk.incubator.vector.");
        }
        try {
            load();
        } catch (LinkageError | UncheckedIOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("oneDNN's native library does not load here (" + cause.getMessage()
                    + "): the jars dnnl, opencl and javacpp with this system's classifier belong in the class path, and the JavaCPP"
                    + " cache must be writable.");
        }
        if (!uses(dnnl.dnnl_cpu_isa_avx2)) {
            return Optional.of(
                    "The onednn engine needs a processor with AVX2, which this one lacks or ONEDNN_MAX_CPU_ISA forbids.");
        }
        return precision == Precision.FLOAT32 || uses(dnnl.dnnl_cpu_isa_avx512_core_bf16)
                ? Optional.empty()
                : Optional.of(
                        "This processor multiplies no bfloat16 (AVX-512 with bf16), or ONEDNN_MAX_CPU_ISA forbids it:"
                                + " leave --precision out.");
    }

    /** Loads the library if that has not happened. */
    static void load() {
        Loaded.once();
    }

    /** Whether oneDNN uses AVX-512 here: the processor has it and ONEDNN_MAX_CPU_ISA does not forbid it. */
    static boolean hasAvx512() {
        load();
        return uses(dnnl.dnnl_cpu_isa_avx512_core);
    }

    private static boolean uses(int isa) {
        return (dnnl.dnnl_get_effective_cpu_isa() & isa) == isa;
    }

    /** Holds the one load of this JVM: its class initialiser runs once, and other threads wait for it. */
    private static final class Loaded {
        static {
            NativeCache.alone(() -> Loader.load(dnnl.class));
        }

        private Loaded() {}

        static void once() {
            // Entering this method has initialised the class.
        }
    }
}
