package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

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
}
