package org.lungmentor.train;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The whole U-Net as a DL4J layer whose arithmetic is a {@link NetworkEngine}. Driven by DL4J's own {@code fit} it hands the
 * parameters over and takes the gradient at every step; it sees one case at a time, because {@link Dl4jSoftDice} does.
 */
public class UNetLayer extends BaseLayer<UNetConf> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable NetworkEngine engine;

    UNetLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    /** Computes with this engine from now on instead of the default one; the caller closes it. */
    public void setEngine(NetworkEngine engine) {
        this.engine = engine;
    }

    private NetworkEngine engine() {
        NetworkEngine current = engine;
        if (current == null) {
            current = EngineRequest.BEST.choice().create(layerConf().plan());
            engine = current;
        }
        return current;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        INDArray x = Dense.of(input);
        if (x.size(0) != 1) {
            throw new IllegalArgumentException("one case at a time, not " + x.size(0) + ": the Dice loss is by case");
        }
        long[] shape = {1, layerConf().getNetwork().heads(), x.size(2), x.size(3), x.size(4)};
        INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape, 'c');
        engine().parameters(paramsFlattened);
        engine().forward(x, y, training);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        engine().backward(Dense.of(epsilon));
        engine().gradient(gradientsFlattened);
        Gradient gradient = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach(gradient::setGradientFor);
        // Nobody wants the gradient by the input of the first layer, and DL4J takes null for it.
        return new Pair<>(gradient, null);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // There is no weight noise.
    }
}
