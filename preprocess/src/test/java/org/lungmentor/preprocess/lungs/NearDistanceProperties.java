package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.Grid;

class NearDistanceProperties {
    private static final double ROUNDING = 1.5; // half a unit squared an axis

    @Property(tries = 60)
    void isTheDistanceToTheNearestVoxelOfTheSetAsFarAsItReaches(
            @ForAll @IntRange(min = 1, max = 8) int nx,
            @ForAll @IntRange(min = 1, max = 7) int ny,
            @ForAll @IntRange(min = 1, max = 6) int nz,
            @ForAll @DoubleRange(min = 0.5, max = 3) double spacing,
            @ForAll @DoubleRange(min = 0.5, max = 9) double reachMm,
            @ForAll long seed) {
        Grid grid = new Grid(nx, ny, nz, Affine.diagonal(new double[] {spacing, 1.25, 2.5}, new double[3]));
        Random random = new Random(seed);
        byte[] set = new byte[grid.voxels()];
        for (int i = 0; i < set.length; i++) {
            set[i] = (byte) (random.nextInt(12) == 0 ? 7 : random.nextInt(3));
        }

        int[] found = NearDistance.of(set, (byte) 7, grid, reachMm);

        double reach = reachMm * 16;
        for (int i = 0; i < set.length; i++) {
            double nearest = nearest(set, grid, i);
            if (nearest <= reach * reach) {
                assertThat((double) found[i]).isCloseTo(nearest, within(ROUNDING));
            } else {
                assertThat(found[i] + ROUNDING).isGreaterThanOrEqualTo(reach * reach);
            }
        }
    }

    @Property(tries = 20)
    void aDistanceIsCountedInSixteenthsOfAMillimetre(@ForAll @IntRange(min = 0, max = 30) int mm) {
        assertThat(NearDistance.squared(mm)).isEqualTo(256 * mm * mm);
    }

    /** Squared, in units; looks at every voxel. */
    private static double nearest(byte[] set, Grid grid, int at) {
        double least = Double.POSITIVE_INFINITY;
        double[] here = place(grid, at);
        for (int i = 0; i < set.length; i++) {
            if (set[i] == 7) {
                double[] there = place(grid, i);
                double squares = 0;
                for (int axis = 0; axis < 3; axis++) {
                    squares += (here[axis] - there[axis]) * (here[axis] - there[axis]);
                }
                least = Math.min(least, squares * 256);
            }
        }
        return least;
    }

    private static double[] place(Grid grid, int at) {
        int slice = at / grid.nx() / grid.ny();
        int row = at / grid.nx() % grid.ny();
        return grid.affine().apply(at % grid.nx(), row, slice);
    }
}
