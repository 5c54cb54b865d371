package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

/** The products as other processors compute them: a second JVM with fewer instructions allowed or shorter vectors. */
class WinogradElsewhereTest {
    @ParameterizedTest
    @CsvSource({"AVX2, 256", "DEFAULT, 256", "DEFAULT, 128"})
    void computesTheThreeProducts(String instructions, String vectorBits, @TempDir Path folder)
            throws IOException, InterruptedException {
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
        assertThat(status).as(Files.readString(output)).isZero();
    }

    /** What the second JVM runs: an assertion that fails ends it with a status and says what is off. */
    static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] none) {
            WinogradConvolverTest.cases().map(Arguments::get).forEach(one -> new WinogradConvolverTest()
                    .computesTheThreeProducts((Winograd) one[0], (Extent) one[1], (int) one[2]));
        }
    }
}
