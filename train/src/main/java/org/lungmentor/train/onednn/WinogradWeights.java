package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * A kernel's weights as {@link Winograd} multiplies with them: for each position a matrix [channels in][channels out]. They are made from
 * the packed weights when these have changed, so once an update, whatever number of cases it has.
 *
 * <p>The transposed product with stride 1 is the product with the kernel turned over: the same taps in the opposite order, from its outs to
 * its ins.
 */
final class WinogradWeights implements AutoCloseable {
    private final Winograd winograd;
    private final Kernel kernel;
    private final boolean turned;
    private final PositionMatrices matrices;
    private final OffHeap memory;
    private long version = -1;

    WinogradWeights(Winograd winograd, Kernel kernel, boolean turned) {
        this.winograd = winograd;
        this.kernel = kernel;
        this.turned = turned;
        matrices = turned
                ? new PositionMatrices(winograd.positions(), kernel.outs(), kernel.ins())
                : new PositionMatrices(winograd.positions(), kernel.ins(), kernel.outs());
        memory = new OffHeap(matrices.bytes());
    }

    PositionMatrices matrices() {
        return matrices;
    }

    long address() {
        return memory.address();
    }

    /** Brings them up to date. An item of work is one channel that comes in. */
    void refresh(Workers workers) {
        if (version != kernel.version()) {
            ByteBuffer to = OffHeap.buffer(memory.address(), matrices.bytes());
            FloatBuffer from = kernel.allWeights();
            workers.run(matrices.rows(), (row, worker) -> transform(from, to, row));
            version = kernel.version();
        }
    }

    private void transform(FloatBuffer from, ByteBuffer to, int row) {
        float[] a = winograd.cube();
        float[] b = winograd.cube();
        int last = kernel.taps() - 1;
        for (int block = 0; block < matrices.columns() / Lanes.BLOCK; block++) {
            int column = block * Lanes.BLOCK;
            int at = turned ? kernel.index(row, column) : kernel.index(column, row);
            int step = turned ? Lanes.BLOCK : 1;
            for (int tap = 0; tap <= last; tap++, at += kernel.tapStride()) {
                int target = (turned ? last - tap : tap) * Lanes.BLOCK;
                for (int lane = 0; lane < Lanes.BLOCK; lane++) {
                    a[target + lane] = from.get(at + lane * step);
                }
            }
            winograd.weights(a, b);
            matrices.put(b, to, row, block);
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
