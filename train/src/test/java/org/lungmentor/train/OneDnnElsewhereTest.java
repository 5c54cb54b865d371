package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Path output = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--add-modules=jdk.incubator.vector",
                        "-Dlungmentor.vector.bits=" + vectorBits,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Elsewhere.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ONEDNN_MAX_CPU_ISA", instructions);
        int status = builder.start().waitFor();
        assertThat(status).as(() -> read(output)).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    /** What the second JVM runs: all fixtures; prints what is off and ends with a status. */
    static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] none) {
            boolean right = true;
            for (Network network : Network.values()) {
                for (SelfTest.Row row :
                        SelfTest.small(network, plan -> new OneDnnEngineFactory().create(plan, "cpu", 2))) {
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
