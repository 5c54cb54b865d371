package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungmentor.train.Precision;

/** Factors that bfloat16 holds exactly give float32's products, so the direct convolution in float32 says what must come out. */
class RoundedConvolverTest {
    private static final int INS = 2 * Lanes.BLOCK;
    private static final int OUTS = 3 * Lanes.BLOCK;

    private final Random random = new Random(5);

    @BeforeEach
    void onlyWhereTheProcessorHasIt() {
        assumeTrue(NativeLibrary.unavailable(Precision.BFLOAT16).isEmpty());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                        new Extent(8, 8, 8),
                        new Extent(4, 6, 10),
                        new Extent(2, 4, 16),
                        new Extent(2, 2, 2),
                        new Extent(6, 4, 34))
                .flatMap(extent -> Stream.of(1, 2)
                        .flatMap(stride -> Stream.of(1, 3).map(threads -> Arguments.of(extent, stride, threads))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesFloat32sProductsOfRoundedFactors(Extent extent, int stride, int threads) {
        int voxels = extent.voxels() / (stride * stride * stride);
        float[] w = rounded(OUTS * INS * 27);
        float[] x = rounded(INS * extent.voxels());
        float[] z = rounded(OUTS * voxels);
        try (ConvolverCase ours =
                        new ConvolverCase(INS, OUTS, extent, stride, threads, w, RoundedConvolverTest::bfloat16);
                ConvolverCase exact =
                        new ConvolverCase(INS, OUTS, extent, stride, 1, w, RoundedConvolverTest::float32)) {
            assertClose(ours.apply(x), exact.apply(x));
            assertClose(ours.transpose(z), exact.transpose(z));
            ours.correlate(x, z);
            exact.correlate(x, z);
            assertClose(ours.gradient(), exact.gradient());
        }
    }

    @Test
    void roundsItsFactorsToTheNearest() {
        Extent extent = new Extent(4, 4, 4);
        float[] w = rounded(OUTS * INS * 27);
        float[] x = rounded(INS * extent.voxels());
        float[] near = x.clone();
        for (int i = 0; i < near.length; i++) {
            // A quarter of the gap to the next: rounded, it is gone.
            near[i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[i]) + 0x4000);
        }
        try (ConvolverCase products = new ConvolverCase(INS, OUTS, extent, 1, 1, w, RoundedConvolver::new)) {
            assertThat(products.apply(near)).isEqualTo(products.apply(x));
        }
    }

    @Test
    void seesThatTheWeightsHaveChanged() {
        Extent extent = new Extent(4, 6, 8);
        float[] x = rounded(INS * extent.voxels());
        float[] z = rounded(OUTS * extent.voxels());
        float[] before = rounded(OUTS * INS * 27);
        float[] after = rounded(OUTS * INS * 27);
        try (ConvolverCase changed = new ConvolverCase(INS, OUTS, extent, 1, 2, before, RoundedConvolver::new);
                ConvolverCase fresh = new ConvolverCase(INS, OUTS, extent, 1, 2, after, RoundedConvolver::new)) {
            changed.apply(x);
            changed.transpose(z);
            changed.weights(after);
            assertThat(changed.apply(x)).isEqualTo(fresh.apply(x));
            assertThat(changed.transpose(z)).isEqualTo(fresh.transpose(z));
        }
    }

    @Test
    void leavesTheNetworksInputToOthers() {
        try (OneDnn dnn = new OneDnn(1);
                RoundedConvolver convolver = new RoundedConvolver(dnn);
                Kernel ofTheInput = new Kernel(INS, 2, 3, List.of())) {
            Tensor x = Tensor.of(2, new Extent(8, 8, 8));
            assertThat(convolver.apply(ofTheInput, 1, x, Tensor.of(INS, new Extent(8, 8, 8))))
                    .isEmpty();
        }
    }

    /** With a way behind it for what it leaves to others. */
    private static Convolver bfloat16(OneDnn dnn) {
        return new FirstThatCan(List.of(new RoundedConvolver(dnn), new DirectConvolver(dnn), new ColumnConvolver(dnn)));
    }

    private static Convolver float32(OneDnn dnn) {
        return new FirstThatCan(List.of(new DirectConvolver(dnn), new ColumnConvolver(dnn)));
    }

    /** Normal values with 8 bits of significand. */
    private float[] rounded(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Float.intBitsToFloat(Float.floatToRawIntBits((float) random.nextGaussian()) & 0xFFFF0000);
        }
        return values;
    }

    private static void assertClose(float[] values, float[] expected) {
        double largest = 0;
        double size = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs((double) values[i] - expected[i]));
            size = Math.max(size, Math.abs(expected[i]));
        }
        assertThat(values).hasSameSizeAs(expected);
        assertThat(largest / size).isLessThan(1e-5);
    }
}
