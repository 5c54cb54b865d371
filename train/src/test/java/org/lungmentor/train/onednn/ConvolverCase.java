package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One kernel of 3x3x3, two volumes and a way to convolve them. Arrays are in C order: [channel, d, h, w], [out, in, tap]. */
final class ConvolverCase implements AutoCloseable {
    private final OneDnn dnn;
    private final Kernel kernel;
    private final int stride;
    private final Convolver convolver;
    private final Tensor x;
    private final Tensor z;

    /** {@code extent} is that of x, even where the stride is 2. */
    ConvolverCase(
            int ins, int outs, Extent extent, int stride, int threads, float[] w, Function<OneDnn, Convolver> way) {
        this.stride = stride;
        dnn = new OneDnn(threads);
        int[] outNumbers = Layers.sequence(0, outs, outs);
        int[] inNumbers = Layers.sequence(0, ins, ins);
        kernel = new Kernel(outs, ins, 3, List.of(new WeightSource(0, ins * 27, 27, outNumbers, inNumbers)));
        weights(w);
        convolver = way.apply(dnn);
        x = Tensor.of(ins, extent);
        z = Tensor.of(outs, new Extent(extent.depth() / stride, extent.height() / stride, extent.width() / stride));
    }

    void weights(float[] w) {
        for (int block = 0; block < kernel.outBlocks(); block++) {
            kernel.pack(FloatBuffer.wrap(w), block);
        }
        kernel.packed();
    }

    float[] apply(float[] values) {
        return product(convolver.apply(kernel, stride, x, z), x, values, z);
    }

    float[] transpose(float[] values) {
        return product(convolver.transpose(kernel, stride, z, x), z, values, x);
    }

    /** Adds to the gradient. */
    void correlate(float[] xs, float[] zs) {
        run(convolver.correlate(kernel, stride, x, z), () -> {
                    write(xs, x);
                    write(zs, z);
                })
                .close();
    }

    /** The summed gradient, which is cleared. */
    float[] gradient() {
        float[] gradient = new float[kernel.outs() * kernel.ins() * kernel.taps()];
        for (int block = 0; block < kernel.outBlocks(); block++) {
            kernel.unpack(FloatBuffer.wrap(gradient), block);
        }
        return gradient;
    }

    private float[] product(Optional<Step> step, Tensor from, float[] values, Tensor to) {
        float[] result = new float[to.floats()];
        try (OffHeap memory = run(step, () -> write(values, from))) {
            FloatBuffer floats =
                    OffHeap.buffer(memory.address(), memory.bytes()).asFloatBuffer();
            int first = (int) ((to.address() - memory.address()) / Float.BYTES);
            for (int i = 0; i < result.length; i++) {
                result[i] = floats.get(first + index(to, i));
            }
        }
        return result;
    }

    private OffHeap run(Optional<Step> product, Runnable fill) {
        try (Step step = product.orElseThrow()) {
            long bytes = 0;
            for (Region region : step.touched()) {
                region.place(bytes);
                bytes += ChunkedProduct.pages(region.bytes());
            }
            OffHeap memory = new OffHeap(bytes);
            // What is not written must not be read: not a number would show.
            FloatBuffer floats = OffHeap.buffer(memory.address(), bytes).asFloatBuffer();
            while (floats.hasRemaining()) {
                floats.put(Float.NaN);
            }
            step.touched().forEach(region -> region.bind(memory.address()));
            fill.run();
            step.bind();
            step.run();
            return memory;
        }
    }

    private static void write(float[] values, Tensor to) {
        FloatBuffer floats = OffHeap.buffer(to.address(), to.bytes()).asFloatBuffer();
        for (int i = 0; i < values.length; i++) {
            floats.put(index(to, i), values[i]);
        }
    }

    /** Where element i of [channel, d, h, w] lies in a blocked tensor. */
    private static int index(Tensor tensor, int i) {
        int voxels = tensor.extent().voxels();
        int channel = i / voxels;
        return (channel / Lanes.BLOCK * voxels + i % voxels) * Lanes.BLOCK + channel % Lanes.BLOCK;
    }

    @Override
    public void close() {
        convolver.close();
        kernel.close();
        dnn.close();
    }
}
