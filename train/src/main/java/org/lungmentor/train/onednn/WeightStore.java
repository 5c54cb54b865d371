package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Plan.Operation;
import org.lungmentor.train.Plan.Parameter;

/** All weights of a network, packed, and all gradients, summed, whatever the size of the volumes. */
final class WeightStore implements AutoCloseable {
    private static final int HEAD_TAPS = 27;

    private final Layers layers;
    private final Plan plan;
    private final Workers workers;
    private final Map<Layer, Kernel> kernels = new HashMap<>();
    private final Map<Integer, SmallParameter> small = new HashMap<>();

    WeightStore(Layers layers, Workers workers) {
        this.layers = layers;
        this.plan = layers.plan();
        this.workers = workers;
        for (Layer layer : layers.list()) {
            if (layer instanceof Layer.Convolve convolve) {
                kernels.put(layer, kernel(convolve));
            } else if (layer instanceof Layer.Head head) {
                kernels.put(layer, kernel(head));
            }
        }
        for (Operation op : plan.operations()) {
            if (op.bias() >= 0) {
                small(op.bias());
            }
            if (op.norm()) {
                small(op.slope());
            }
        }
        for (Layer layer : layers.list()) {
            if (layer instanceof Layer.Single single) {
                small(single.convolution().weight());
            }
        }
    }

    /** The weights of a {@link Layer.Convolve} or {@link Layer.Head}. */
    Kernel kernel(Layer layer) {
        Kernel kernel = kernels.get(layer);
        if (kernel == null) {
            throw new IllegalArgumentException("no packed weights for " + layer);
        }
        return kernel;
    }

    /** A bias, a slope or a single-channel weight by its number in the plan. */
    SmallParameter small(int parameter) {
        return small.computeIfAbsent(parameter, p -> {
            Parameter shape = plan.parameters().get(p);
            return new SmallParameter((int) shape.offset(), (int) shape.length());
        });
    }

    /** Packs all weights. */
    void pack(FloatBuffer parameters) {
        small.values().forEach(p -> p.read(parameters));
        eachBlock((kernel, block) -> kernel.pack(parameters, block));
        kernels.values().forEach(Kernel::packed);
    }

    /** Writes the sums of all gradients (of a bias in front of a norm: 0) and clears them. */
    void unpack(FloatBuffer into) {
        small.values().forEach(p -> p.write(into));
        eachBlock((kernel, block) -> kernel.unpack(into, block));
    }

    @Override
    public void close() {
        kernels.values().forEach(Kernel::close);
    }

    private interface BlockTask {
        void run(Kernel kernel, int outBlock);
    }

    private void eachBlock(BlockTask task) {
        List<Runnable> items = new ArrayList<>();
        for (Kernel kernel : kernels.values()) {
            for (int block = 0; block < kernel.outBlocks(); block++) {
                int outBlock = block;
                items.add(() -> task.run(kernel, outBlock));
            }
        }
        workers.run(items.size(), (item, worker) -> items.get(item).run());
    }

    /** CONV weights are [out, in, k, k, k], UP weights [in, out, k, k, k]: in both the convolution W's "outs" come first. */
    private Kernel kernel(Layer.Convolve layer) {
        int[] input = layers.channelsInMemory(layer.input());
        int outputs = layer.branches().stream()
                .mapToInt(branch -> Lanes.padded(plan.channels(branch.output())))
                .sum();
        int size = layer.branches().get(0).kernel();
        int taps = size * size * size;
        List<WeightSource> sources = new ArrayList<>();
        int at = 0;
        for (Operation branch : layer.branches()) {
            int[] mine = Layers.sequence(0, 0, outputs);
            int count = plan.channels(branch.output());
            System.arraycopy(Layers.sequence(0, count, count), 0, mine, at, count);
            at += Lanes.padded(count);
            int second = layer.up() ? count : plan.channels(branch.a());
            int offset = (int) plan.parameters().get(branch.weight()).offset();
            sources.add(new WeightSource(
                    offset, second * taps, taps, layer.up() ? input : mine, layer.up() ? mine : input));
        }
        return layer.up()
                ? new Kernel(input.length, outputs, size, sources)
                : new Kernel(outputs, input.length, size, sources);
    }

    /** As a 1x1x1 convolution whose output channels are the 27 taps: weight (tap, channel) is the parameter [channel, 0, tap]. */
    private Kernel kernel(Layer.Head layer) {
        int[] input = layers.channelsInMemory(layer.convolution().a());
        int outs = Lanes.padded(HEAD_TAPS);
        int offset = (int) plan.parameters().get(layer.convolution().weight()).offset();
        return new Kernel(
                outs,
                input.length,
                1,
                List.of(new WeightSource(offset, 1, HEAD_TAPS, Layers.sequence(0, HEAD_TAPS, outs), input)));
    }
}
