package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Segbox;
import org.lungmentor.imaging.ShortVolume;

class PreviewTest {
    private static final int GREEN = 0x30E060;

    @Test
    void thePatientsRightIsOnTheLeftHoweverTheArrayLies() throws IOException {
        // RAS: x grows to the patient's right; the tumour is at its upper end, in front, near the head
        Grid ras = new Grid(40, 40, 40, Affine.diagonal(new double[] {5, 5, 5}, new double[3]));
        byte[] first = assertTumourIsAtTheUpperLeft(ras, new int[] {34, 34, 34});
        // LPS, as DICOM series are stacked
        Grid lps = new Grid(40, 40, 40, Affine.ofRows(-5, 0, 0, 195, 0, -5, 0, 195, 0, 0, 5, 0));
        byte[] second = assertTumourIsAtTheUpperLeft(lps, new int[] {5, 5, 34});
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anImageAloneIsDrawnToo() throws IOException {
        Grid grid = new Grid(8, 8, 2, Affine.diagonal(new double[] {1, 1, 2}, new double[3]));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Preview.write(new ShortVolume(grid, new short[grid.voxels()]), Optional.empty(), Optional.empty(), out);
        assertThat(ImageIO.read(new ByteArrayInputStream(out.toByteArray())).getHeight())
                .isGreaterThan(400);
    }

    private static byte[] assertTumourIsAtTheUpperLeft(Grid grid, int[] at) throws IOException {
        ByteVolume label = ByteVolume.zeros(grid);
        for (int dx = -2; dx <= 2; dx++) {
            for (int dy = -2; dy <= 2; dy++) {
                for (int dz = -2; dz <= 2; dz++) {
                    label.values()[grid.index(at[0] + dx, at[1] + dy, at[2] + dz)] = 1;
                }
            }
        }
        short[] hu = new short[grid.voxels()];
        java.util.Arrays.fill(hu, (short) -800);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Preview.write(new ShortVolume(grid, hu), Optional.of(Segbox.of(label)), Optional.of(label), out);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        int panel = picture.getWidth() / 3;
        for (int p = 0; p < 3; p++) {
            double sumU = 0;
            double sumV = 0;
            int count = 0;
            for (int v = 0; v < picture.getHeight(); v++) {
                for (int u = 0; u < panel; u++) {
                    if ((picture.getRGB(p * panel + u, v) & 0xFFFFFF) == GREEN) {
                        count++;
                        sumU += u;
                        sumV += v;
                    }
                }
            }
            assertThat(count).isPositive();
            assertThat(sumU / count).isLessThan(panel * 0.25);
            assertThat(sumV / count).isLessThan(panel * 0.25);
        }
        return out.toByteArray();
    }
}
