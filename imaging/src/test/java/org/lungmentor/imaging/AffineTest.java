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

    @Test
    void theOriginCanBeAnywhereOnTheGrid() {
        Affine moved = OBLIQUE.withOriginAt(2, -1, 0.5);
        assertThat(moved.originMm()).containsExactly(OBLIQUE.apply(2, -1, 0.5));
        for (int axis = 0; axis < 3; axis++) {
            assertThat(moved.column(axis)).containsExactly(OBLIQUE.column(axis));
        }
    }

    @Test
    void columnsAndRowsAreTheSameNumbers() {
        double[][] columns = {OBLIQUE.column(0), OBLIQUE.column(1), OBLIQUE.column(2)};
        Affine again = Affine.ofColumns(columns, OBLIQUE.originMm());
        assertThat(again).isEqualTo(OBLIQUE).hasSameHashCodeAs(OBLIQUE).isNotEqualTo(OBLIQUE.withOriginAt(1, 0, 0));
        assertThat(Affine.ofRows(-0.9, 0.1, 0.2, 12, 0.05, 0.8, -0.3, -7, 0.1, 0.2, 2.9, 100, 0, 0, 0, 1))
                .isEqualTo(OBLIQUE);
        assertThat(again.hashCode()).isNotEqualTo(OBLIQUE.withOriginAt(1, 0, 0).hashCode());
        assertThat(Affine.diagonal(new double[] {1, 2, 3}, new double[] {4, 5, 6})
                        .rows())
                .containsExactly(1, 0, 0, 4, 0, 2, 0, 5, 0, 0, 3, 6);
        assertThatThrownBy(() -> Affine.ofRows(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDeterminantIsTheVolumeOfTheColumnsBox() {
        double[] a = OBLIQUE.column(0);
        double[] b = OBLIQUE.column(1);
        double[] c = OBLIQUE.column(2);
        double[] across = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
        assertThat(OBLIQUE.determinant())
                .isCloseTo(across[0] * c[0] + across[1] * c[1] + across[2] * c[2], within(1e-12));
    }

    @Test
    void theCosineIsThatOfTheAngleBetweenTwoAxes() {
        Affine sixty = Affine.ofRows(2, 1.5, 0, 0, 0, 1.5 * Math.sqrt(3), 0, 0, 0, 0, 4, 0);
        assertThat(sixty.cosine(0, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(sixty.cosine(1, 2)).isZero();
        assertThat(Affine.ofRows(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0).cosine(0, 1))
                .isNaN();
    }

    @Test
    void readsAsThreeRows() {
        assertThat(OBLIQUE)
                .hasToString("[-0.900000 0.100000 0.200000 12.0000] [0.0500000 0.800000 -0.300000 -7.00000]"
                        + " [0.100000 0.200000 2.90000 100.000]");
    }
}
