package org.lungmentor.train;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.train.onednn.OneDnnEngineFactory;
import org.lungmentor.train.selftest.SelfTest;

/** The engine as other processors run it: a second JVM with fewer instructions allowed or shorter vectors. */
class OneDnnElsewhereTest {
    @ParameterizedTest
    @CsvSource({"AVX2, 256", "DEFAULT, 256"})
    void computesWhatPyTorchComputes(String instructions, String vectorBits, @TempDir Path folder) throws Exception {
        SecondJvm.run(Elsewhere.class, instructions, vectorBits, folder);
    }

    /** What the second JVM runs: all fixtures; prints what is off and ends with a status. */
    static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] none) {
            NetworkEngine.Factory factory = new OneDnnEngineFactory();
            boolean right = !"AVX2".equals(System.getenv("ONEDNN_MAX_CPU_ISA"))
                    || factory.unavailable("cpu", Precision.BFLOAT16).isPresent();
            for (Network network : Network.values()) {
                for (SelfTest.Row row :
                        SelfTest.small(network, plan -> factory.create(plan, "cpu", 2, Precision.FLOAT32))) {
                    if (!row.ok()) {
                        System.out.println(row);
                        right = false;
                    }
                }
            }
            System.exit(right ? 0 : 1);
        }
    }
}
