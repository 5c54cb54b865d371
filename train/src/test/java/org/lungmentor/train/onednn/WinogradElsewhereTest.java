package org.lungmentor.train.onednn;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.train.SecondJvm;

/** The products as other processors compute them: a second JVM with fewer instructions allowed or shorter vectors. */
class WinogradElsewhereTest {
    @ParameterizedTest
    @CsvSource({"AVX2, 256", "DEFAULT, 256", "DEFAULT, 128"})
    void computesTheThreeProducts(String instructions, String vectorBits, @TempDir Path folder)
            throws IOException, InterruptedException {
        SecondJvm.run(Elsewhere.class, instructions, vectorBits, folder);
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
