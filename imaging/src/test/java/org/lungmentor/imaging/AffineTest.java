package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AffineTest {
    private static final Affine OBLIQUE = Affine.ofRows(-0.9, 0.1, 0.2, 12, 0.05, 0.8, -0.3, -7, 0.1, 0.2, 2.9, 100);

    @Test
    void inverseTakesAWorldPositionBackToItsVoxel() {
        double[] p = OBLIQUE.apply(3, 5, 7);
        double[] index = OBLIQUE.inverse().apply(p[0], p[1], p[2]);
        assertThat(index).containsExactly(new double[] {3, 5, 7}, within(1e-12));
    }

    @Test
    void spacingIsTheLengthOfAColumnAndOriginTheCentreOfTheFirstVoxel() {
        assertThat(OBLIQUE.spacingMm(0)).isEqualTo(Math.sqrt(0.9 * 0.9 + 0.05 * 0.05 + 0.1 * 0.1), within(1e-15));
        assertThat(OBLIQUE.originMm()).containsExactly(12, -7, 100);
    }

    @Test
    void withSpacingKeepsOriginAndDirections() {
        Affine fine = OBLIQUE.withSpacing(1, 1, 1.5);
        assertThat(fine.spacingMm(2)).isEqualTo(1.5, within(1e-12));
        assertThat(fine.originMm()).containsExactly(12, -7, 100);
        assertThat(fine.get(0, 0) / fine.get(2, 0)).isEqualTo(-9, within(1e-12));
    }

    @Test
    void columnsInOnePlaneHaveNoInverse() {
        Affine flat = Affine.ofRows(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
        assertThatThrownBy(flat::inverse)
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("no inverse");
    }
}
