package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.preprocess.Stored;

class CoarseScanProperties {
    private static final int[] FACTORS = {3, 2, 1}; // of 0.7, 1 and 2.5 mm to about 2 mm

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of(Stored.allCodes());
    }

    @Property(tries = 40)
    void aBlockIsTheMeanOfItsVoxelsAndLiesInTheirMiddle(
            @ForAll @IntRange(min = 1, max = 10) int nx,
            @ForAll @IntRange(min = 1, max = 7) int ny,
            @ForAll("codes") String codes,
            @ForAll long seed) {
        Grid grid = new Grid(nx, ny, 3, Affine.diagonal(new double[] {0.7, 1, 2.5}, new double[] {5, -6, 7}));
        ShortVolume scan = noise(grid, seed);

        CoarseScan coarse = CoarseScan.of(Stored.as(codes, scan));

        assertThat(coarse.factors()).containsExactly(FACTORS);
        assertThat(coarse.grid().shape()).containsExactly((nx + 2) / 3, (ny + 1) / 2, 3);
        assertThat(coarse.grid().spacingMm()).containsExactly(new double[] {2.1, 2, 2.5}, within(1e-9));
        assertThat(coarse.grid().affine().originMm()).containsExactly(new double[] {5.7, -5.5, 7}, within(1e-9));
        for (int z = 0; z < 3; z++) {
            for (int y = 0; y < coarse.grid().ny(); y++) {
                for (int x = 0; x < coarse.grid().nx(); x++) {
                    double mean = mean(scan, 3 * x, 2 * y, z);
                    assertThat((double) coarse.hu()[coarse.grid().index(x, y, z)])
                            .isCloseTo(mean, within(0.5 + 1e-9));
                }
            }
        }
    }

    @Property(tries = 40)
    void everyVoxelOfTheScanHasItsBlocksValue(
            @ForAll @IntRange(min = 1, max = 10) int nx, @ForAll("codes") String codes, @ForAll long seed) {
        Grid grid = new Grid(nx, 5, 3, Affine.diagonal(new double[] {0.7, 1, 2.5}, new double[3]));
        ShortVolume stored = Stored.as(codes, noise(grid, seed));
        CoarseScan coarse = CoarseScan.of(stored);
        byte[] map = new byte[coarse.grid().voxels()];
        new Random(seed).nextBytes(map);

        ByteVolume onto = coarse.onto(stored.grid(), map);

        assertThat(onto.grid()).isEqualTo(stored.grid());
        ByteVolume canonical = Orientation.of(stored.grid().affine()).toCanonical(onto);
        for (int z = 0; z < 3; z++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < nx; x++) {
                    assertThat(canonical.values()[grid.index(x, y, z)])
                            .isEqualTo(map[coarse.grid().index(x / 3, y / 2, z)]);
                }
            }
        }
    }

    private static double mean(ShortVolume scan, int x0, int y0, int z) {
        double sum = 0;
        int count = 0;
        for (int y = y0; y < y0 + 2; y++) {
            for (int x = x0; x < x0 + 3; x++) {
                if (scan.grid().contains(x, y, z)) {
                    sum += Math.max(
                            -1024, Math.min(300, scan.values()[scan.grid().index(x, y, z)]));
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static ShortVolume noise(Grid grid, long seed) {
        Random random = new Random(seed);
        short[] hu = new short[grid.voxels()];
        for (int i = 0; i < hu.length; i++) {
            hu[i] = (short) (random.nextInt(5000) - 2000);
        }
        return new ShortVolume(grid, hu);
    }
}
