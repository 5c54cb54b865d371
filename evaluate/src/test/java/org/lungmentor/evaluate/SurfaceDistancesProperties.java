package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/** Against the definitions: every surface voxel is compared with every other. */
class SurfaceDistancesProperties {
    private static final Grid GRID = new Grid(8, 7, 6, Affine.diagonal(new double[] {0.7, 1.25, 2.5}, new double[3]));

    @Property(tries = 150)
    void figuresAreThoseOfTheDefinitions(
            @ForAll @IntRange(min = 1, max = 97) int percentOne,
            @ForAll @IntRange(min = 1, max = 97) int percentOther,
            @ForAll @DoubleRange(min = 0, max = 4) double mm,
            @ForAll long seed) {
        ByteVolume one = mask(seed, percentOne);
        ByteVolume other = mask(seed + 1, percentOther);
        double[] there = distances(surface(one), surface(other));
        double[] back = distances(surface(other), surface(one));

        SurfaceDistances found = SurfaceDistances.between(one, other);

        if (there.length == 0 || back.length == 0) {
            assertThat(found.hd95Mm().isPresent()).isEqualTo(there.length == back.length);
            assertThat(found.diceWithin(mm)).isEqualTo(there.length == back.length ? 1 : 0);
            return;
        }
        assertThat(found.hd95Mm().orElseThrow()).isCloseTo(Math.max(at95(there), at95(back)), within(1e-9));
        long near = Arrays.stream(there).filter(d -> d <= mm + 1e-6).count()
                + Arrays.stream(back).filter(d -> d <= mm + 1e-6).count();
        assertThat(found.diceWithin(mm)).isCloseTo((double) near / (there.length + back.length), within(1e-12));
    }

    @Example
    void whatIsExactlyTwoMillimetresAwayCounts() {
        Grid grid = new Grid(5, 1, 1, Affine.diagonal(new double[] {1, 1, 1}, new double[3]));
        ByteVolume one = new ByteVolume(grid, new byte[] {1, 0, 0, 0, 0});
        ByteVolume two = new ByteVolume(grid, new byte[] {0, 0, 1, 0, 0});
        ByteVolume three = new ByteVolume(grid, new byte[] {0, 0, 0, 1, 0});
        assertThat(SurfaceDistances.between(one, two).diceWithin(2)).isEqualTo(1);
        assertThat(SurfaceDistances.between(one, three).diceWithin(2)).isZero();
        assertThat(SurfaceDistances.between(one, ByteVolume.zeros(grid)).diceWithin(2))
                .isZero();
        assertThat(SurfaceDistances.between(one, ByteVolume.zeros(grid)).hd95Mm())
                .isEmpty();
        assertThat(SurfaceDistances.between(ByteVolume.zeros(grid), ByteVolume.zeros(grid))
                        .hd95Mm())
                .hasValue(0);
    }

    private static ByteVolume mask(long seed, int percent) {
        Random random = new Random(seed);
        byte[] values = new byte[GRID.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (random.nextInt(100) < percent ? 1 : 0);
        }
        return new ByteVolume(GRID, values);
    }

    private static List<double[]> surface(ByteVolume mask) {
        int[][] sides = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
        List<double[]> surface = new ArrayList<>();
        for (int z = 0; z < GRID.nz(); z++) {
            for (int y = 0; y < GRID.ny(); y++) {
                for (int x = 0; x < GRID.nx(); x++) {
                    boolean bare = false;
                    for (int[] s : sides) {
                        bare |= !in(mask, x + s[0], y + s[1], z + s[2]);
                    }
                    if (in(mask, x, y, z) && bare) {
                        surface.add(GRID.affine().apply(x, y, z));
                    }
                }
            }
        }
        return surface;
    }

    private static boolean in(ByteVolume mask, int x, int y, int z) {
        return GRID.contains(x, y, z) && mask.values()[GRID.index(x, y, z)] != 0;
    }

    private static double[] distances(List<double[]> from, List<double[]> to) {
        return from.stream()
                .mapToDouble(p -> to.stream()
                        .mapToDouble(q -> Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]))
                        .min()
                        .orElse(Double.NaN))
                .sorted()
                .toArray();
    }

    /** Of n sorted values the one at 0.95 (n - 1), between neighbours by their distance to it. */
    private static double at95(double[] sorted) {
        double position = 0.95 * (sorted.length - 1);
        double value = 0;
        for (int i = 0; i < sorted.length; i++) {
            value += sorted[i] * Math.max(0, 1 - Math.abs(i - position));
        }
        return value;
    }
}
