package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.jobs.Storage;

class CurvesTest {
    private static final int TRAINING = 0xff1f77b4;
    private static final int VALIDATION = 0xffd62728;
    private static final int DSC = 0xff2ca02c;

    @TempDir
    private Path run;

    @Test
    void lossesFallAndDscRisesWhereTheRowsSaySo() throws IOException {
        BufferedImage image = drawn(List.of(
                "update,1,1,8,0.9,1.0E-4,,,1.0,0.0",
                "epoch,1,1,8,0.9,1.0E-4,0.8,0.1,1.0,0.0",
                "epoch,2,2,8,0.5,1.0E-4,0.6,0.4,2.0,0.0",
                "epoch,3,3,8,0.1,1.0E-4,0.3,0.7,3.0,0.0"));
        // 0 lies at y = 432, 1 at y = 48; the first epoch at x = 48, the last at x = 752
        assertThat(image.getRGB(48, 432 - 345)).satisfies(near(TRAINING));
        assertThat(image.getRGB(400, 432 - 192)).satisfies(near(TRAINING));
        assertThat(image.getRGB(752, 432 - 38)).satisfies(near(TRAINING));
        assertThat(image.getRGB(48, 432 - 307)).satisfies(near(VALIDATION));
        assertThat(image.getRGB(752, 432 - 115)).satisfies(near(VALIDATION));
        assertThat(image.getRGB(48, 432 - 38)).satisfies(near(DSC));
        assertThat(image.getRGB(752, 432 - 268)).satisfies(near(DSC));
    }

    @Test
    void withoutAValidationPartTheTrainingLossIsDrawnAlone() throws IOException {
        BufferedImage image = drawn(List.of("epoch,1,1,8,0.5,1.0E-4,,,1.0,0.0", "epoch,2,2,8,0.5,1.0E-4,,,2.0,0.0"));
        assertThat(image.getRGB(400, 432 - 192)).satisfies(near(TRAINING));
        for (int y = 48; y < 432; y++) {
            assertThat(image.getRGB(400, y)).isNotIn(VALIDATION, DSC);
        }
    }

    /** Smoothed edges differ from the pure colour by a few steps. */
    private static Consumer<Integer> near(int colour) {
        return pixel -> {
            for (int shift = 0; shift < 24; shift += 8) {
                assertThat((pixel >> shift) & 0xff).isCloseTo((colour >> shift) & 0xff, within(24));
            }
        };
    }

    private BufferedImage drawn(List<String> rows) throws IOException {
        Curves.draw(rows).write(new RunFolder(Storage.standard(), run.toString()));
        return ImageIO.read(run.resolve("curves.png").toFile());
    }
}
