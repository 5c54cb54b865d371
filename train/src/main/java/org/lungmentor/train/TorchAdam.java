package org.lungmentor.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam whose epsilon counts as PyTorch's: {@code lr/(1-b1^t) * m / (sqrt(v/(1-b2^t)) + eps)}. ND4J adds epsilon to sqrt(v)
 * before that division by sqrt(1-b2^t), so here its epsilon is scaled by sqrt(1-b2^t) at every t. Betas 0.9 and 0.999, epsilon
 * 1e-8.
 */
public class TorchAdam extends Adam {
    private static final long serialVersionUID = 1L;

    /** For DL4J, which fills it by the setters. */
    public TorchAdam() {
        super();
    }

    public TorchAdam(double learningRate) {
        super(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public TorchAdam clone() {
        TorchAdam copy = new TorchAdam();
        copy.setLearningRate(getLearningRate());
        copy.setLearningRateSchedule(getLearningRateSchedule());
        copy.setBeta1(getBeta1());
        copy.setBeta2(getBeta2());
        copy.setEpsilon(getEpsilon());
        return copy;
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
        Updater updater = new Updater(clone());
        INDArray flat = state.reshape(state.length());
        updater.setStateViewArray(flat, new long[] {flat.length() / 2}, flat.ordering(), initialize);
        return updater;
    }

    private static final class Updater extends AdamUpdater {
        private final TorchAdam scaled;
        private final double epsilon;

        Updater(TorchAdam config) {
            super(config);
            scaled = config;
            epsilon = config.getEpsilon();
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            scaled.setEpsilon(epsilon * Math.sqrt(1 - Math.pow(scaled.getBeta2(), iteration + 1.0)));
            super.applyUpdater(gradient, iteration, epoch);
        }
    }
}
