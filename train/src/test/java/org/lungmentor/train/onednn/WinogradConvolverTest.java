package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The three products beside the sums that {@link Convolver} defines, written down in double. */
class WinogradConvolverTest {
    private static final int INS = 2 * Lanes.BLOCK;
    private static final int OUTS = 3 * Lanes.BLOCK;
    private static final int TAPS = 27;

    private final Random random = new Random(3);

    static Stream<Arguments> cases() {
        List<Extent> extents = List.of(
                new Extent(8, 8, 8),
                new Extent(1, 1, 1),
                new Extent(2, 3, 4),
                new Extent(5, 6, 7),
                new Extent(12, 4, 10),
                new Extent(3, 13, 9));
        return Stream.of(Winograd.values()).flatMap(tiles -> extents.stream()
                .flatMap(extent -> Stream.of(1, 3).map(threads -> Arguments.of(tiles, extent, threads))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesTheThreeProducts(Winograd tiles, Extent extent, int threads) {
        float[] w = random(OUTS * INS * TAPS);
        float[] x = random(INS * extent.voxels());
        float[] z = random(OUTS * extent.voxels());
        double[][] expected = sums(w, x, z, extent);
        try (ConvolverCase products = winograd(tiles, extent, threads, w, 3)) {
            assertClose(products.apply(x), expected[0]);
            assertClose(products.transpose(z), expected[1]);
            products.correlate(x, z);
            assertClose(products.gradient(), expected[2]);
        }
    }

    @ParameterizedTest
    @EnumSource(Winograd.class)
    void addsToTheGradientThatIsThere(Winograd tiles) {
        Extent extent = new Extent(4, 6, 8);
        float[] x = random(INS * extent.voxels());
        float[] z = random(OUTS * extent.voxels());
        try (ConvolverCase products = winograd(tiles, extent, 1, random(OUTS * INS * TAPS), 100)) {
            products.correlate(x, z);
            float[] once = products.gradient();
            products.correlate(x, z);
            products.correlate(x, z);
            float[] twice = products.gradient();
            for (int i = 0; i < once.length; i++) {
                assertThat(twice[i]).isEqualTo(2 * once[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Winograd.class)
    void seesThatTheWeightsHaveChanged(Winograd tiles) {
        Extent extent = new Extent(4, 6, 8);
        float[] x = random(INS * extent.voxels());
        float[] before = random(OUTS * INS * TAPS);
        float[] after = random(OUTS * INS * TAPS);
        try (ConvolverCase changed = winograd(tiles, extent, 1, before, 100);
                ConvolverCase fresh = winograd(tiles, extent, 1, after, 100)) {
            changed.apply(x);
            changed.weights(after);
            assertThat(changed.apply(x)).isEqualTo(fresh.apply(x));
        }
    }

    @ParameterizedTest
    @EnumSource(Winograd.class)
    void givesTheSameBitsWithAnyNumberOfThreads(Winograd tiles) {
        Extent extent = new Extent(8, 12, 8);
        float[] w = random(OUTS * INS * TAPS);
        float[] x = random(INS * extent.voxels());
        float[] z = random(OUTS * extent.voxels());
        try (ConvolverCase one = winograd(tiles, extent, 1, w, 5);
                ConvolverCase four = winograd(tiles, extent, 4, w, 5)) {
            assertThat(four.apply(x)).isEqualTo(one.apply(x));
            assertThat(four.transpose(z)).isEqualTo(one.transpose(z));
            one.correlate(x, z);
            four.correlate(x, z);
            assertThat(four.gradient()).isEqualTo(one.gradient());
        }
    }

    @Test
    void leavesToOthersWhatItIsNotFor() {
        try (OneDnn dnn = new OneDnn(1);
                WinogradConvolver convolver = new WinogradConvolver(dnn, (i, o, e, g) -> Optional.of(Winograd.F4));
                Kernel one = new Kernel(INS, INS, 1, List.of());
                Kernel three = new Kernel(INS, INS, 3, List.of());
                Kernel ofTheInput = new Kernel(INS, 2, 3, List.of())) {
            Tensor x = Tensor.of(INS, new Extent(8, 8, 8));
            assertThat(convolver.apply(one, 1, x, x)).isEmpty();
            assertThat(convolver.apply(three, 2, x, Tensor.of(INS, new Extent(4, 4, 4))))
                    .isEmpty();
            assertThat(convolver.apply(ofTheInput, 1, Tensor.of(2, new Extent(8, 8, 8)), x))
                    .isEmpty();
        }
    }

    /** @param chunk about how many tiles are worked on at a time */
    private static ConvolverCase winograd(Winograd tiles, Extent extent, int threads, float[] w, int chunk) {
        long bytes = (long) chunk * tiles.positions() * (INS + OUTS) * Float.BYTES;
        return new ConvolverCase(
                INS,
                OUTS,
                extent,
                1,
                threads,
                w,
                dnn -> new WinogradConvolver(dnn, (i, o, e, g) -> Optional.of(tiles), bytes));
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** {@code W x}, {@code W^T z} and the gradient. */
    private static double[][] sums(float[] w, float[] x, float[] z, Extent extent) {
        double[][] sums = {new double[z.length], new double[x.length], new double[w.length]};
        int voxels = extent.voxels();
        for (int p = 0; p < voxels; p++) {
            for (int tap = 0; tap < TAPS; tap++) {
                int d = p / extent.width() / extent.height() + tap / 9 - 1;
                int h = p / extent.width() % extent.height() + tap / 3 % 3 - 1;
                int v = p % extent.width() + tap % 3 - 1;
                if (d < 0 || h < 0 || v < 0 || d >= extent.depth() || h >= extent.height() || v >= extent.width()) {
                    continue;
                }
                int q = (d * extent.height() + h) * extent.width() + v;
                for (int o = 0; o < OUTS; o++) {
                    for (int i = 0; i < INS; i++) {
                        int weight = (o * INS + i) * TAPS + tap;
                        sums[0][o * voxels + p] += (double) w[weight] * x[i * voxels + q];
                        sums[1][i * voxels + q] += (double) w[weight] * z[o * voxels + p];
                        sums[2][weight] += (double) z[o * voxels + p] * x[i * voxels + q];
                    }
                }
            }
        }
        return sums;
    }

    /** Root mean square of the error below 1e-5 of the values', and no error far off. */
    private static void assertClose(float[] values, double[] expected) {
        double error = 0;
        double size = 0;
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            double gap = values[i] - expected[i];
            error += gap * gap;
            size += expected[i] * expected[i];
            largest = Math.max(largest, Math.abs(gap));
        }
        assertThat(Math.sqrt(error / size)).isLessThan(1e-5);
        assertThat(largest / Math.sqrt(size / values.length)).isLessThan(5e-4);
    }
}
