package org.lungmentor.train.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.UNetConf;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The way back against the slope of the way forward, in double, on networks with two or three filters a level. */
class Nd4jGradientTest {
    private static final int OF_A_TENSOR = 4;
    private static final double STEP = 1e-6;

    private final Random random = new Random(17);

    @ParameterizedTest
    @EnumSource(Network.class)
    void theGradientIsTheSlopeOfAWeightedSumOfTheLogits(Network network) {
        Plan plan = network.student() ? Plan.of(network, 2, 3, 2, 3, 2) : Plan.of(network, 2, 3, 2, 3);
        int n = plan.divisor();
        try (Nd4jEngine engine = new Nd4jEngine(plan, DataType.DOUBLE);
                INDArray weights = UNetConf.network(plan, 1, 3)
                        .params()
                        .castTo(DataType.DOUBLE)
                        .dup('c')
                        .reshape(plan.length());
                INDArray x = normal(1, network.inputs(), 2L * n, n, n);
                INDArray by = normal(1, network.heads(), 2L * n, n, n);
                INDArray gradient = Nd4j.createUninitialized(DataType.DOUBLE, plan.length())) {
            engine.parameters(weights);
            sum(engine, x, by, true);
            engine.backward(by);
            engine.gradient(gradient);
            for (Plan.Parameter p : plan.parameters()) {
                for (int i = 0; i < OF_A_TENSOR; i++) {
                    long at = p.offset() + random.nextInt(Math.toIntExact(p.length()));
                    double slope = slope(engine, weights, at, x, by);
                    assertThat(gradient.getDouble(at))
                            .as(p.name())
                            .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
                }
            }
        }
    }

    private static double slope(Nd4jEngine engine, INDArray weights, long at, INDArray x, INDArray by) {
        double there = weights.getDouble(at);
        weights.putScalar(at, there + STEP);
        engine.parameters(weights);
        double above = sum(engine, x, by, false);
        weights.putScalar(at, there - STEP);
        engine.parameters(weights);
        double below = sum(engine, x, by, false);
        weights.putScalar(at, there);
        return (above - below) / (2 * STEP);
    }

    /** The sum of logits times {@code by}, of which {@code by} is the gradient by the logits. */
    private static double sum(Nd4jEngine engine, INDArray x, INDArray by, boolean keep) {
        try (INDArray z = Nd4j.createUninitialized(DataType.DOUBLE, by.shape())) {
            engine.forward(x, z, keep);
            return z.muli(by).sumNumber().doubleValue();
        }
    }

    private INDArray normal(long... shape) {
        INDArray array = Nd4j.create(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array;
    }
}
