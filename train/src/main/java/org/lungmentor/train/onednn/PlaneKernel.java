package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import org.lungmentor.train.weights.R231Weights;

/**
 * What one convolution on planes needs, in memory that all programs share: weights packed as {@code [outs/B][ins/b][taps][b][B]} (see
 * {@link Kernel}), bias, and the scale and shift of the norm behind it. Channels are filled up to whole blocks with zeros.
 */
final class PlaneKernel implements AutoCloseable {
    private final int outs;
    private final int ins;
    private final int size;
    private final boolean normed;
    private final OffHeap memory;
    private final long weightBytes;

    private PlaneKernel(int outs, int ins, int size, boolean normed) {
        this.outs = outs;
        this.ins = ins;
        this.size = size;
        this.normed = normed;
        weightBytes = (long) outs * ins * size * size * Float.BYTES;
        memory = new OffHeap(weightBytes + 3L * outs * Float.BYTES);
    }

    /** With nothing behind it. */
    static PlaneKernel of(R231Weights.Convolution convolution) {
        return packed(convolution, false, convolution.ins());
    }

    /** With max(., 0) and a norm behind it. */
    static PlaneKernel of(R231Weights.Normed normed) {
        return of(normed, normed.convolution().ins());
    }

    /**
     * The same on two tensors joined.
     *
     * @param first channels of the first of them: each is filled up by itself
     */
    static PlaneKernel of(R231Weights.Normed normed, int first) {
        PlaneKernel kernel = packed(normed.convolution(), true, first);
        kernel.fill(1, normed.scale());
        kernel.fill(2, normed.shift());
        return kernel;
    }

    int outs() {
        return outs;
    }

    int ins() {
        return ins;
    }

    int size() {
        return size;
    }

    /** Whether max(., 0), scale and shift follow. */
    boolean normed() {
        return normed;
    }

    long weights() {
        return memory.address();
    }

    long bias() {
        return small(0);
    }

    long scale() {
        return small(1);
    }

    long shift() {
        return small(2);
    }

    @Override
    public void close() {
        memory.close();
    }

    private static PlaneKernel packed(R231Weights.Convolution from, boolean normed, int first) {
        int ins = from.ins() == 1 ? 1 : Lanes.padded(first) + Lanes.padded(from.ins() - first);
        PlaneKernel kernel = new PlaneKernel(Lanes.padded(from.outs()), ins, from.size(), normed);
        int block = Math.min(Lanes.BLOCK, ins);
        int taps = from.size() * from.size();
        FloatBuffer to = OffHeap.buffer(kernel.weights(), kernel.weightBytes).asFloatBuffer();
        for (int out = 0; out < from.outs(); out++) {
            for (int in = 0; in < from.ins(); in++) {
                int place = in < first ? in : Lanes.padded(first) + in - first;
                int tile = (out / Lanes.BLOCK * (ins / block) + place / block) * taps;
                for (int tap = 0; tap < taps; tap++) {
                    to.put(
                            ((tile + tap) * block + place % block) * Lanes.BLOCK + out % Lanes.BLOCK,
                            from.weights()[(out * from.ins() + in) * taps + tap]);
                }
            }
        }
        kernel.fill(0, from.bias());
        return kernel;
    }

    private long small(int which) {
        return memory.address() + weightBytes + (long) which * outs * Float.BYTES;
    }

    private void fill(int which, float[] values) {
        OffHeap.buffer(small(which), (long) outs * Float.BYTES).asFloatBuffer().put(values);
    }
}
