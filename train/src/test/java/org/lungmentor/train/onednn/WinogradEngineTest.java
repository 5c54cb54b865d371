package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lungmentor.train.Dense;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Plan.Parameter;
import org.lungmentor.train.Precision;
import org.lungmentor.train.UNetConf;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The teacher of full width with Winograd's products beside the same with direct ones. */
class WinogradEngineTest {
    private static final int[] SIZE = {64, 32, 48};

    private final Plan plan = Plan.of(Network.TEACHER);

    @Test
    void computesWhatDirectProductsCompute() {
        WinogradRule rule = new WinogradRule();
        assertThat(rule.tiles(64, 64, new Extent(32, 16, 24), true)).contains(Winograd.F4);
        assertThat(rule.tiles(128, 128, new Extent(16, 8, 12), false)).contains(Winograd.F2);
        float[][] winograd = pass(rule);
        float[][] direct = pass((ins, outs, extent, gradient) -> Optional.empty());
        int voxels = direct[0].length;
        double largest = largestGap(direct[0], new float[voxels], 0, voxels);
        assertThat(largestGap(winograd[0], direct[0], 0, voxels)).isLessThan(1e-5 * largest);
        assertThat(largestGap(probabilities(winograd[0]), probabilities(direct[0]), 0, voxels))
                .isLessThan(3e-5);
        for (Parameter p : plan.parameters()) {
            int first = (int) p.offset();
            int end = first + (int) p.length();
            double gap = largestGap(winograd[1], direct[1], first, end);
            assertThat(gap).as(p.name()).isLessThan(1e-7 + 3e-5 * largestGap(direct[1], new float[end], first, end));
        }
    }

    /** Logits and gradient. */
    private float[][] pass(WinogradConvolver.Rule rule) {
        try (OneDnnEngine engine = new OneDnnEngine(plan, 2, Precision.FLOAT32, rule);
                INDArray weights = weights();
                INDArray x = random(1, plan.network().inputs());
                INDArray z = random(2, plan.network().heads());
                INDArray g = random(3, plan.network().heads());
                INDArray gradient = Dense.create(plan.length())) {
            g.divi(g.length());
            engine.parameters(weights);
            engine.forward(x, z, true);
            engine.backward(g);
            engine.gradient(gradient);
            return new float[][] {Dense.copy(z), Dense.copy(gradient)};
        }
    }

    /** PReLU slopes of 1, or a value that changes its sign by an error of 1e-7 changes a gradient by much. */
    private INDArray weights() {
        INDArray weights = UNetConf.network(plan, 1, 1).params().dup('c').reshape(plan.length());
        for (Parameter p : plan.parameters()) {
            if (p.bound() == 0) {
                weights.putScalar(p.offset(), 1);
            }
        }
        return weights;
    }

    private static INDArray random(int seed, int channels) {
        INDArray array = Dense.create(1, channels, SIZE[0], SIZE[1], SIZE[2]);
        float[] values = new float[Math.toIntExact(array.length())];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Dense.pointer(array).put(values);
        return array;
    }

    private static float[] probabilities(float[] logits) {
        float[] values = new float[logits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 / (1 + Math.exp(-logits[i])));
        }
        return values;
    }

    private static double largestGap(float[] a, float[] b, int first, int end) {
        double gap = 0;
        for (int i = first; i < end; i++) {
            gap = Math.max(gap, Math.abs((double) a[i] - b[i]));
        }
        return gap;
    }
}
