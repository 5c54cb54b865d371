package org.lungmentor.train;

import java.nio.FloatBuffer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * {@link SoftDice} as a DL4J loss. DL4J's loss layer hands over [N*D*H*W, channels], in which the cases can no longer be told
 * apart: it is right for N = 1 alone, which {@link UNetLayer} sees to. It takes the sigmoid as its activation, and no mask.
 */
public class Dl4jSoftDice implements ILossFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public double computeScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        return evaluate(labels, logits, activation, false).getFirst();
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        return Nd4j.scalar(computeScore(labels, logits, activation, mask, true));
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        return evaluate(labels, logits, activation, true).getSecond();
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        return evaluate(labels, logits, activation, true);
    }

    private static Pair<Double, INDArray> evaluate(
            INDArray labels, INDArray logits, IActivation activation, boolean gradient) {
        if (!(activation instanceof ActivationSigmoid)) {
            throw new IllegalArgumentException("the Dice loss takes the sigmoid as its activation, not " + activation);
        }
        int channels = Math.toIntExact(logits.size(1));
        INDArray z = logits.transpose().dup('c');
        INDArray t = labels.transpose().dup('c');
        FloatBuffer values = Dense.floats(z);
        if (gradient) {
            double loss = SoftDice.lossAndGradient(values, Dense.floats(t), channels);
            return new Pair<>(loss, z.transpose());
        }
        SoftDice.sigmoid(values, 0, values.capacity());
        double loss = SoftDice.loss(values, Dense.floats(t), channels);
        return new Pair<>(loss, z.transpose());
    }

    @Override
    public String name() {
        return "SoftDice";
    }
}
