package org.lungmentor.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Splits DL4J's flat parameters and gradients into the plan's tensors, and gives new networks PyTorch's default weights:
 * uniform within 1 / sqrt(fan in) for weights and biases, 0.25 for slopes. They depend on the seed alone.
 */
final class UNetParameters implements ParamInitializer {
    private static Plan plan(Layer layer) {
        return ((UNetConf) layer).plan();
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return plan(layer).length();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return plan(layer).parameters().stream().map(Plan.Parameter::name).toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return paramKeys(layer).stream().filter(k -> isWeightParam(layer, k)).toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return paramKeys(layer).stream().filter(k -> isBiasParam(layer, k)).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return !isBiasParam(layer, key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return key.endsWith(".bias");
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray flat, boolean fill) {
        Plan plan = plan(conf.getLayer());
        for (Plan.Parameter parameter : plan.parameters()) {
            conf.addVariable(parameter.name());
        }
        if (fill) {
            fill(plan, Dense.pointer(flat), conf.getSeed());
        }
        return split(plan, flat);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray flat) {
        return split(plan(conf.getLayer()), flat);
    }

    /** Views of the flat array, by PyTorch's names, in the plan's order. */
    static Map<String, INDArray> split(Plan plan, INDArray flat) {
        INDArray row = flat.reshape(flat.length());
        Map<String, INDArray> views = new LinkedHashMap<>();
        for (Plan.Parameter p : plan.parameters()) {
            INDArray part = row.get(NDArrayIndex.interval(p.offset(), p.offset() + p.length()));
            views.put(p.name(), part.reshape('c', p.shape()));
        }
        return views;
    }

    private static void fill(Plan plan, FloatPointer flat, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Plan.Parameter p : plan.parameters()) {
            float[] values = new float[Math.toIntExact(p.length())];
            for (int i = 0; i < values.length; i++) {
                values[i] = p.bound() == 0 ? 0.25f : (float) (p.bound() * (2 * random.nextDouble() - 1));
            }
            flat.position(p.offset()).put(values);
        }
    }
}
