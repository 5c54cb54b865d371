package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GridTest {
    private static final Affine AFFINE = Affine.diagonal(new double[] {1, 1, 2}, new double[] {5, 5, 5});

    @Test
    void measuresHowFarCornersOfTwoGridsLieApart() {
        Grid grid = new Grid(11, 11, 6, AFFINE);

        assertThat(grid.cornerDistanceMm(grid)).isZero();
        assertThat(grid.cornerDistanceMm(new Grid(11, 11, 6, AFFINE.withOriginAt(0, 0, 0.02))))
                .isCloseTo(0.04, within(1e-12));
        assertThat(grid.cornerDistanceMm(new Grid(11, 11, 6, AFFINE.withSpacing(1.01, 1, 2))))
                .isCloseTo(0.1, within(1e-12));
        assertThat(grid.cornerDistanceMm(new Grid(11, 6, 11, AFFINE))).isInfinite();
        assertThat(grid.cornerDistanceMm(new Grid(10, 11, 6, AFFINE))).isInfinite();
        assertThat(grid.cornerDistanceMm(new Grid(11, 11, 5, AFFINE))).isInfinite();
    }

    /** One of the eight corners at a time is the far one: a tilt about the opposite corner moves it most. */
    @Test
    void seesACornerOnEveryAxis() {
        Grid grid = new Grid(11, 21, 31, Affine.diagonal(new double[] {1, 1, 1}, new double[3]));
        for (int axis = 0; axis < 3; axis++) {
            double[] spacing = {1, 1, 1};
            spacing[axis] = 1.01;
            Grid longer = new Grid(11, 21, 31, Affine.diagonal(spacing, new double[3]));
            assertThat(grid.cornerDistanceMm(longer)).isCloseTo(0.1 * (axis + 1), within(1e-9));
        }
    }

    @Test
    void isTheSamePlaceUpToATenthOfAMillimetre() {
        Grid grid = new Grid(11, 11, 6, AFFINE);

        assertThat(grid.isSamePlaceAs(new Grid(11, 11, 6, AFFINE.withOriginAt(0.0999, 0, 0))))
                .isTrue();
        assertThat(grid.isSamePlaceAs(new Grid(11, 11, 6, AFFINE.withOriginAt(0.1001, 0, 0))))
                .isFalse();
        assertThat(grid.isSamePlaceAs(new Grid(11, 11, 6, AFFINE.withOriginAt(Double.NaN, 0, 0))))
                .isFalse();
    }

    @Test
    void holdsIndicesFromZeroToTheLastVoxel() {
        Grid grid = new Grid(3, 4, 5, AFFINE);

        assertThat(grid.contains(0, 0, 0) && grid.contains(2, 3, 4)).isTrue();
        assertThat(grid.contains(3, 0, 0) || grid.contains(0, 4, 0) || grid.contains(0, 0, 5))
                .isFalse();
        assertThat(grid.contains(-1, 0, 0) || grid.contains(0, -1, 0) || grid.contains(0, 0, -1))
                .isFalse();
        assertThat(new int[] {grid.size(0), grid.size(1), grid.size(2)}).isEqualTo(grid.shape());
        assertThatThrownBy(() -> grid.size(3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(grid.sizeText()).isEqualTo("3 x 4 x 5");
    }

    @Test
    void aVoxelHasTheVolumeThatItsAxesSpan() {
        assertThat(new Grid(1, 1, 1, AFFINE).voxelVolumeMm3()).isEqualTo(2);
        assertThat(new Grid(1, 1, 1, Affine.ofRows(0, -2, 0, 0, 3, 0, 0, 0, 0, 0, -5, 0)).voxelVolumeMm3())
                .isEqualTo(30);
    }

    @Test
    void refusesEmptyAxesAndMoreVoxelsThanAnArrayHolds() {
        assertThatThrownBy(() -> new Grid(0, 1, 1, AFFINE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Grid(1, 0, 1, AFFINE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Grid(1, 1, 0, AFFINE)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Grid(Grid.MOST_VOXELS, 1, 1, AFFINE).voxels()).isEqualTo(Grid.MOST_VOXELS);
        assertThatThrownBy(() -> new Grid(Grid.MOST_VOXELS + 1, 1, 1, AFFINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Too many voxels");
        assertThatThrownBy(() -> new Grid(1, 46_341, 46_341, AFFINE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Grid(1 << 30, 1 << 30, 1 << 30, AFFINE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVolumesArrayFitsItsGrid() {
        Grid grid = new Grid(2, 2, 2, AFFINE);

        assertThatThrownBy(() -> new ByteVolume(grid, new byte[7]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("7 voxels for a grid of 2 x 2 x 2");
        assertThatThrownBy(() -> new ShortVolume(grid, new short[9])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FloatVolume(grid, new float[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
