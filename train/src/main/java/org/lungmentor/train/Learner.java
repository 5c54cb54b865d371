package org.lungmentor.train;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lungmentor.imaging.UsageException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J network together with the engine that computes it, while it learns: gradients of single cases are summed in the
 * engine, averaged and applied in one update, then cleared (thesis, section 3.4.2: batch of one, accumulated). Not thread safe.
 */
public final class Learner implements AutoCloseable {
    private final MultiLayerNetwork network;
    private final NetworkEngine engine;
    private final int heads;
    private int accumulated;

    /** Takes the engine over and closes it; its plan is the network's. */
    public Learner(MultiLayerNetwork network, NetworkEngine engine) {
        this.network = network;
        this.engine = engine;
        this.heads =
                ((UNetConf) network.getLayer(0).conf().getLayer()).getNetwork().heads();
        if (network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        engine.parameters(network.params());
    }

    /** The network; whoever changes its parameters calls {@link #reload}. */
    public MultiLayerNetwork network() {
        return network;
    }

    /** Hands the network's parameters to the engine after they were changed from outside. */
    public void reload() {
        engine.parameters(network.params());
    }

    /**
     * Forward and backward of one case: adds its gradient to the sum, returns its loss.
     *
     * @param x [1, inputs, D, H, W]
     * @param target [1, heads, D, H, W] in 0..1
     */
    public double learn(INDArray x, INDArray target) {
        return learn(x, target, 0, 1);
    }

    /**
     * As the other, of what is known of a case, with a weight: the case's gradient is multiplied by it before it joins the sum,
     * the loss that is returned is not.
     *
     * @param first the first channel of the target that is known; what lies before it is not learned
     */
    public double learn(INDArray x, INDArray target, int first, double weight) {
        try (INDArray z = logits(x)) {
            engine.forward(x, z, true);
            FloatBuffer values = Dense.floats(z);
            double loss = SoftDice.lossAndGradient(values, Dense.floats(target), heads, first);
            if (weight != 1) {
                z.muli(weight);
            }
            engine.backward(z);
            accumulated++;
            return loss;
        }
    }

    /** Number of cases since the last update. */
    public int accumulated() {
        return accumulated;
    }

    /** One Adam step with the mean gradient of the cases since the last one. */
    public void update() {
        INDArray gradient = network.getFlattenedGradients();
        engine.gradient(gradient);
        gradient.divi(accumulated);
        accumulated = 0;
        int iteration = network.getLayerWiseConfigurations().getIterationCount();
        // Works in place: what was the gradient is then the step.
        network.getUpdater()
                .update(network, new DefaultGradient(gradient), iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
        INDArray parameters = network.params();
        parameters.subi(gradient.reshape(parameters.shape()));
        network.getLayerWiseConfigurations().setIterationCount(iteration + 1);
        reload();
    }

    /**
     * The sigmoid output of one case without learning from it.
     *
     * @return [1, heads, D, H, W]; the caller closes it
     */
    public INDArray output(INDArray x) {
        INDArray z = logits(x);
        engine.forward(x, z, false);
        FloatBuffer values = Dense.floats(z);
        SoftDice.sigmoid(values, 0, values.capacity());
        return z;
    }

    /** The loss of an {@link #output}. */
    public double lossOf(INDArray output, INDArray target) {
        return SoftDice.loss(Dense.floats(output), Dense.floats(target), heads);
    }

    /**
     * Writes a model file; the stream stays open.
     *
     * @param updater whether Adam's state goes with it
     */
    public void write(OutputStream out, ModelCard card, boolean updater) throws IOException {
        ModelFile.write(out, card, network, updater);
    }

    /**
     * Makes sure that all parameters are numbers.
     *
     * @param epoch for the message
     * @throws UsageException if one is not
     */
    public void checkFinite(int epoch) {
        double sum = network.params().sumNumber().doubleValue();
        if (Double.isNaN(sum) || Double.isInfinite(sum)) {
            throw new UsageException("After epoch " + epoch + " the weights are not numbers any more: take a lower"
                    + " --learning-rate. model_last.zip, if there is one, holds the weights of the epoch before.");
        }
    }

    /** Adam's learning rate from now on. */
    public void learningRate(double rate) {
        network.setLearningRate(rate);
    }

    private INDArray logits(INDArray x) {
        return Dense.create(x.size(0), heads, x.size(2), x.size(3), x.size(4));
    }

    @Override
    public void close() {
        engine.close();
    }
}
