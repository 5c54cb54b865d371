package org.lungmentor.app.doctor;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's backend: every network's weights are its arrays, and the engine {@code nd4j} computes with its operations. */
final class BackendCheck {
    private static final String BINARIES = "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64";

    private BackendCheck() {}

    static List<Finding> run() {
        try {
            String backend = Nd4j.getBackend().getClass().getSimpleName();
            return List.of(backend.equals("CpuBackend") ? ofBinaries(present()) : Finding.ok("nd4j", backend));
        } catch (RuntimeException | LinkageError e) {
            return List.of(Finding.broken(
                    "nd4j",
                    "no backend loads: " + e,
                    "lib/ must hold one ND4J binary: rebuild the distribution; and see the disk findings."));
        }
    }

    /** The classifiers' endings of the binaries on the class path, as {@code -onednn}; the plain one is empty. */
    private static List<String> present() {
        ClassLoader loader = BackendCheck.class.getClassLoader();
        return Arrays.asList("", "-avx2", "-avx512", "-onednn", "-onednn-avx2", "-onednn-avx512", "-compat").stream()
                .filter(ending -> loader.getResource(BINARIES + ending + "/libnd4jcpu.so") != null)
                .toList();
    }

    static Finding ofBinaries(List<String> endings) {
        if (endings.size() > 1) {
            return Finding.warning(
                    "nd4j",
                    "several binaries: " + endings,
                    "Keep one nd4j-native binary in lib/: which one loads is chance.");
        }
        if (endings.stream().noneMatch(ending -> ending.contains("onednn"))) {
            return Finding.warning(
                    "nd4j",
                    "CPU backend without oneDNN: the engine nd4j is up to five times slower, the others are not touched",
                    "Put nd4j-native with classifier linux-x86_64-onednn into lib/, as the distribution does.");
        }
        return Finding.ok("nd4j", "CPU backend with oneDNN (linux-x86_64" + endings.get(0) + ")");
    }
}
