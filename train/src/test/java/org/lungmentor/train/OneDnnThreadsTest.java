package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungmentor.train.onednn.OneDnnEngineFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

class OneDnnThreadsTest {
    @ParameterizedTest
    @EnumSource(Network.class)
    void computesTheSameWithThreeThreadsAsWithOne(Network network) {
        Plan plan = network.student() ? Plan.of(network, 40, 24, 8, 8, 50) : Plan.of(network, 40, 24, 8, 50);
        float[] one = pass(plan, 1);
        float[] three = pass(plan, 3);
        assertThat(pass(plan, 3)).isEqualTo(three);
        for (int i = 0; i < one.length; i++) {
            assertThat(three[i]).isCloseTo(one[i], within(1e-5f));
        }
    }

    /** Logits and gradient of one pass, joined. */
    private static float[] pass(Plan plan, int threads) {
        int n = 2 * plan.divisor();
        try (NetworkEngine engine = new OneDnnEngineFactory().create(plan, "cpu", threads, Precision.FLOAT32);
                INDArray weights = UNetConf.network(plan, 1, 1).params().dup('c');
                INDArray x = random(plan.network().inputs(), n);
                INDArray z = Dense.create(1, plan.network().heads(), n, n, n + n / 2);
                INDArray g = random(plan.network().heads(), n);
                INDArray gradient = Dense.create(plan.length())) {
            g.divi(g.length());
            engine.parameters(weights);
            engine.forward(x, z, true);
            engine.backward(g);
            engine.gradient(gradient);
            float[] logits = Dense.copy(z);
            float[] both = Arrays.copyOf(logits, logits.length + (int) plan.length());
            System.arraycopy(Dense.copy(gradient), 0, both, logits.length, (int) plan.length());
            return both;
        }
    }

    private static INDArray random(int channels, int n) {
        INDArray array = Dense.create(1, channels, n, n, n + n / 2);
        Random random = new Random(channels);
        float[] values = new float[Math.toIntExact(array.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Dense.pointer(array).put(values);
        return array;
    }
}
