package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvenOddFillTest {
    @Test
    void lowerAndLeftEdgesBelongUpperAndRightDoNot() {
        byte[] mask = new byte[100];
        assertThat(EvenOddFill.toggle(new double[] {2, 5, 5, 2}, new double[] {3, 3, 6, 6}, mask, 0, 10, 10))
                .isEqualTo(9);
        assertThat(mask[3 * 10 + 2]).isEqualTo((byte) 1);
        assertThat(mask[6 * 10 + 2]).isZero();
        assertThat(mask[3 * 10 + 5]).isZero();
    }

    @Test
    void neighboursShareNoPixelAndLoseNone() {
        byte[] mask = new byte[400];
        double[] slant = {3.3, 11.7};
        int left = EvenOddFill.toggle(
                new double[] {0, slant[0], slant[1], 0}, new double[] {1, 1, 17, 17}, mask, 0, 20, 20);
        int right = EvenOddFill.toggle(
                new double[] {20, 20, slant[1], slant[0]}, new double[] {1, 17, 17, 1}, mask, 0, 20, 20);
        assertThat(left + right).isEqualTo(20 * 16);
        for (int i = 20; i < 17 * 20; i++) {
            assertThat(mask[i]).isEqualTo((byte) 1);
        }
    }

    @Test
    void aHoleIsLeftOut() {
        byte[] mask = new byte[100];
        int outer = EvenOddFill.toggle(new double[] {0, 9, 9, 0}, new double[] {0, 0, 9, 9}, mask, 0, 10, 10);
        int inner = EvenOddFill.toggle(new double[] {3, 6, 6, 3}, new double[] {3, 3, 6, 6}, mask, 0, 10, 10);
        int sum = 0;
        for (byte b : mask) {
            sum += b;
        }
        assertThat(sum).isEqualTo(outer - inner).isEqualTo(72);
    }

    @Test
    void aPathOfMillionsOfCutsIsFilledAsJavasOwnGeometrySays() {
        int n = 6000; // up and down over 512 rows: three million cuts
        double[] x = new double[n];
        double[] y = new double[n];
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        Random random = new Random(5);
        for (int i = 0; i < n; i++) {
            x[i] = 512 * random.nextDouble();
            y[i] = i % 2 == 0 ? -1.3 : 512.7;
            if (i == 0) {
                path.moveTo(x[i], y[i]);
            } else {
                path.lineTo(x[i], y[i]);
            }
        }
        path.closePath();
        byte[] mask = new byte[512 * 512];
        int inside = EvenOddFill.toggle(x, y, mask, 0, 512, 512);
        int sum = 0;
        for (byte b : mask) {
            sum += b;
        }
        assertThat(sum).isEqualTo(inside);
        for (int k = 0; k < 500; k++) {
            int column = random.nextInt(512);
            int row = random.nextInt(512);
            assertThat(mask[row * 512 + column] == 1).isEqualTo(path.contains(column, row));
        }
    }
}
