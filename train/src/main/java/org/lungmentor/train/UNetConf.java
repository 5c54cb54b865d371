package org.lungmentor.train;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * DL4J's configuration of a whole U-Net as one layer, [N, inputs, D, H, W] to logits [N, heads, D, H, W]. DL4J writes it into
 * model files as JSON through the getters and setters; the engine that computes it is no part of it.
 */
public class UNetConf extends FeedForwardLayer {
    private static final long serialVersionUID = 1L;

    private Network network = Network.TEACHER;
    private int[] filters = {};

    /** For DL4J, which fills it by the setters. */
    public UNetConf() {}

    /** The layer of a plan. */
    public UNetConf(Plan plan) {
        network = plan.network();
        filters = plan.filters();
        nIn = network.inputs();
        nOut = network.heads();
    }

    /**
     * A new DL4J network: this layer, then a sigmoid and the Dice loss, with PyTorch's Adam and PyTorch's initial weights.
     *
     * @param seed of the initial weights
     */
    public static MultiLayerNetwork network(Plan plan, double learningRate, long seed) {
        MultiLayerNetwork built = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .miniBatch(false)
                .seed(seed)
                .updater(new TorchAdam(learningRate))
                .list()
                .layer(new UNetConf(plan))
                .layer(new Cnn3DLossLayer.Builder(Convolution3D.DataFormat.NCDHW)
                        .lossFunction(new Dl4jSoftDice())
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
        built.init();
        return built;
    }

    public Network getNetwork() {
        return network;
    }

    public void setNetwork(Network network) {
        this.network = network;
    }

    public int[] getFilters() {
        return filters.clone();
    }

    public void setFilters(int[] filters) {
        this.filters = filters.clone();
    }

    /** The network as data. */
    public Plan plan() {
        return Plan.of(network, filters);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        UNetLayer layer = new UNetLayer(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return new UNetParameters();
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        InputType.InputTypeConvolutional3D in = (InputType.InputTypeConvolutional3D) input;
        return InputType.convolutional3D(
                Convolution3D.DataFormat.NCDHW, in.getDepth(), in.getHeight(), in.getWidth(), network.heads());
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        // The plan says how many channels come in.
    }

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public @Nullable LayerMemoryReport getMemoryReport(InputType input) {
        return null;
    }

    @Override
    public @Nullable List<Regularization> getRegularizationByParam(String parameter) {
        return null;
    }

    @Override
    public boolean isPretrainParam(String parameter) {
        return false;
    }
}
