package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ResamplerProperties {
    @Property(tries = 200)
    void theLastSampleIsWithinHalfAStepOfTheLastVoxel(
            @ForAll @IntRange(min = 1, max = 600) int n,
            @ForAll @DoubleRange(min = 0.3, max = 8) double s,
            @ForAll @DoubleRange(min = 0.3, max = 8) double t) {
        int count = Resampler.shape(new int[] {n, 1, 1}, new double[] {s, 1, 1}, new double[] {t, 1, 1})[0];

        assertThat((count - 1) * t).isCloseTo((n - 1) * s, within(t / 2 + 1e-9));
    }

    @Property(tries = 50)
    void equalsThePlainFormula(
            @ForAll @IntRange(min = 1, max = 9) int nx,
            @ForAll @IntRange(min = 1, max = 9) int ny,
            @ForAll @IntRange(min = 1, max = 9) int nz,
            @ForAll @DoubleRange(min = 0.4, max = 3) double s,
            @ForAll @DoubleRange(min = 0.4, max = 3) double t,
            @ForAll long seed) {
        Grid grid = new Grid(nx, ny, nz, Affine.diagonal(new double[] {s, 1.25, 2}, new double[3]));
        FloatVolume volume = Made.noise(grid, seed);
        double[] onto = {t, 0.7, 0.7};

        double[] got = resample(volume, onto);

        Grid big = Resampler.grid(grid, onto);
        for (int z = 0; z < big.nz(); z++) {
            for (int y = 0; y < big.ny(); y++) {
                for (int x = 0; x < big.nx(); x++) {
                    double want = at(volume, (x * t) / s, (y * 0.7) / 1.25, (z * 0.7) / 2);
                    assertThat(got[big.index(x, y, z)]).isEqualTo(want);
                }
            }
        }
    }

    @Property(tries = 40)
    void aPartIsThatPartOfTheWhole(
            @ForAll @IntRange(min = 0, max = 5) int x0,
            @ForAll @IntRange(min = 0, max = 5) int y0,
            @ForAll @IntRange(min = 0, max = 9) int z0,
            @ForAll @IntRange(min = 1, max = 6) int size,
            @ForAll long seed) {
        Grid grid = new Grid(9, 8, 7, Affine.diagonal(new double[] {0.9, 1.25, 2}, new double[3]));
        FloatVolume volume = Made.noise(grid, seed);
        double[] onto = {0.7, 0.7, 1.1};
        Grid big = Resampler.grid(grid, onto);
        double[] whole = resample(volume, onto);
        VoxelBox part = VoxelBox.ofStart(new int[] {x0, y0, z0}, new int[] {size, size, Math.min(size, big.nz() - z0)});

        new Resampler(grid.shape(), grid.spacingMm(), big.shape(), onto)
                .resample(part, RowSource.canonical(volume), (y, z, row) -> {
                    assertThat(row).hasSize(size);
                    for (int i = 0; i < size; i++) {
                        assertThat(row[i]).isEqualTo(whole[big.index(x0 + i, y, z)]);
                    }
                });
    }

    @Property(tries = 40)
    void outsideTheReachOfAMaskAllIsZero(
            @ForAll @IntRange(min = 0, max = 8) int x,
            @ForAll @IntRange(min = 0, max = 7) int y,
            @ForAll @IntRange(min = 0, max = 6) int z,
            @ForAll @DoubleRange(min = 0.4, max = 4) double t) {
        Grid grid = new Grid(9, 8, 7, Affine.diagonal(new double[] {0.9, 1.25, 2}, new double[3]));
        ByteVolume mask = ByteVolume.zeros(grid);
        mask.values()[grid.index(x, y, z)] = 1;
        double[] onto = {t, t, t};
        Grid big = Resampler.grid(grid, onto);
        double[] whole = resample(mask, onto);

        VoxelBox reach = new Resampler(grid.shape(), grid.spacingMm(), big.shape(), onto)
                .reach(new VoxelBox(x, y, z, x, y, z))
                .orElse(new VoxelBox(-1, -1, -1, -1, -1, -1));

        for (int i = 0; i < whole.length; i++) {
            boolean inside = reach.contains(i % big.nx(), i / big.nx() % big.ny(), i / big.nx() / big.ny());
            assertThat(whole[i] == 0 || inside).isTrue();
        }
    }

    /** At most one sample on each side is 0 after all: the neighbour at which the mask has fallen to 0. */
    @Property(tries = 60)
    void theReachOfAVoxelIsNoWiderThanItMustBe(
            @ForAll @IntRange(min = 0, max = 8) int x, @ForAll @DoubleRange(min = 0.4, max = 4) double t) {
        Grid grid = new Grid(9, 1, 1, Affine.diagonal(new double[] {0.9, 1, 1}, new double[3]));
        ByteVolume mask = ByteVolume.zeros(grid);
        mask.values()[x] = 1;
        double[] onto = {t, 1, 1};
        double[] row = resample(mask, onto);

        int reached = new Resampler(
                        grid.shape(),
                        grid.spacingMm(),
                        Resampler.grid(grid, onto).shape(),
                        onto)
                .reach(new VoxelBox(x, 0, 0, x, 0, 0))
                .map(box -> box.size(0))
                .orElse(0);

        assertThat(reached)
                .isLessThanOrEqualTo(
                        (int) Arrays.stream(row).filter(v -> v != 0).count() + 2);
    }

    @Property(tries = 20)
    void aBoxOfAllIsTheWholeOutput(
            @ForAll @IntRange(min = 1, max = 9) int nx, @ForAll @IntRange(min = 1, max = 9) int nz) {
        Grid grid = new Grid(nx, 4, nz, Made.TILTED);
        Grid big = Resampler.grid(grid, 0.7, 0.7, 0.7);

        assertThat(new Resampler(grid.shape(), grid.spacingMm(), big.shape(), new double[] {0.7, 0.7, 0.7}).output())
                .isEqualTo(VoxelBox.of(big));
    }

    @Property(tries = 30)
    void constantsStayExactAndTheSameSpacingIsTheIdentity(
            @ForAll @DoubleRange(min = -1000, max = 1000) double constant, @ForAll long seed) {
        Grid grid = new Grid(7, 5, 6, Affine.diagonal(new double[] {0.68, 0.9, 3}, new double[3]));
        FloatVolume flat = Made.noise(grid, seed);
        Arrays.fill(flat.values(), (float) constant);
        FloatVolume noise = Made.noise(grid, seed);

        assertThat(resample(flat, new double[] {0.7, 0.7, 0.7})).containsOnly((float) constant);
        double[] same = resample(noise, grid.spacingMm());
        for (int i = 0; i < same.length; i++) {
            assertThat(same[i]).isCloseTo(noise.values()[i], within(1e-12));
        }
    }

    @Property(tries = 20)
    void aRampStaysARampWhereNothingIsClamped(
            @ForAll @DoubleRange(min = 0.4, max = 3) double s, @ForAll @DoubleRange(min = 0.4, max = 3) double t) {
        Grid grid = new Grid(12, 9, 10, Affine.diagonal(new double[] {s, 1.25, 2}, new double[3]));
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            int slice = i / 108;
            values[i] = i % 12 + 3 * (i / 12 % 9) - 2 * slice; // exact in float32
        }
        double[] onto = {t, 0.7, 0.7};
        double[] ramp = resample(new FloatVolume(grid, values), onto);
        Grid big = Resampler.grid(grid, onto);
        for (int i = 0; i < ramp.length; i++) {
            double x = i % big.nx() * t / s;
            int line = i / big.nx() % big.ny();
            double y = line * 0.7 / 1.25;
            int slice = i / big.nx() / big.ny();
            double z = slice * 0.7 / 2;
            if (x <= 11 && y <= 8 && z <= 9) {
                assertThat(ramp[i]).isCloseTo(x + 3 * y - 2 * z, within(1e-11));
            }
        }
    }

    private static double[] resample(Volume volume, double[] onto) {
        Grid grid = volume.grid();
        Grid big = Resampler.grid(grid, onto);
        double[] out = new double[big.voxels()];
        new Resampler(grid.shape(), grid.spacingMm(), big.shape(), onto)
                .resample(
                        VoxelBox.of(big),
                        RowSource.canonical(volume),
                        (y, z, row) -> System.arraycopy(row, 0, out, big.index(0, y, z), row.length));
        return out;
    }

    /** Eight neighbours, x first, then y, then z. */
    private static double at(FloatVolume volume, double x, double y, double z) {
        Grid grid = volume.grid();
        double[] position = {x, y, z};
        int[] low = new int[3];
        int[] high = new int[3];
        double[] f = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double p = Math.min(position[axis], grid.size(axis) - 1);
            low[axis] = (int) Math.floor(p);
            high[axis] = Math.min(low[axis] + 1, grid.size(axis) - 1);
            f[axis] = p - low[axis];
        }
        double[] alongZ = new double[2];
        for (int k = 0; k < 2; k++) {
            double[] alongY = new double[2];
            for (int j = 0; j < 2; j++) {
                int yj = j == 0 ? low[1] : high[1];
                int zk = k == 0 ? low[2] : high[2];
                double a = volume.values()[grid.index(low[0], yj, zk)];
                double b = volume.values()[grid.index(high[0], yj, zk)];
                alongY[j] = a + f[0] * (b - a);
            }
            alongZ[k] = alongY[0] + f[1] * (alongY[1] - alongY[0]);
        }
        return alongZ[0] + f[2] * (alongZ[1] - alongZ[0]);
    }
}
