package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The weights of one convolution W and the sum of their gradients, packed for the engine. Channel counts are those in memory (filled
 * up to blocks). Both lie as {@code [outs/B][ins/b][taps][b][B]}, oneDNN's {@code OIdhw16i16o} or {@code OIdhw8i8o}; with b = ins
 * where the input has few channels ({@code Odhwi16o}). So the weights of some blocks of output channels are contiguous. Seen as a
 * transposed convolution the same W serves: there "outs" are the channels that come in.
 */
final class Kernel implements AutoCloseable {
    private final int outs;
    private final int ins;
    private final int size;
    private final List<WeightSource> sources;
    private final OffHeap weights;
    private final OffHeap gradient;
    private long version;

    /** @param size edge of the kernel, 1 or 3 */
    Kernel(int outs, int ins, int size, List<WeightSource> sources) {
        this.outs = outs;
        this.ins = ins;
        this.size = size;
        this.sources = List.copyOf(sources);
        weights = new OffHeap((long) outs * ins * taps() * Float.BYTES);
        gradient = new OffHeap((long) outs * ins * taps() * Float.BYTES);
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

    int taps() {
        return size * size * size;
    }

    /** Input channels in an inner block. */
    int inBlock() {
        return Math.min(Lanes.BLOCK, ins);
    }

    /** Blocks of output channels: what packing can be split into. */
    int outBlocks() {
        return outs / Lanes.BLOCK;
    }

    /** Bytes of the weights of one block of output channels. */
    long bytesOfBlock() {
        return (long) Lanes.BLOCK * ins * taps() * Float.BYTES;
    }

    /** Where the weights of a block of output channels lie. */
    long weightsOf(int outBlock) {
        return weights.address() + outBlock * bytesOfBlock();
    }

    /** Where the summed gradient of a block of output channels lies. */
    long gradientOf(int outBlock) {
        return gradient.address() + outBlock * bytesOfBlock();
    }

    /** All weights; see {@link #index}. */
    FloatBuffer allWeights() {
        return OffHeap.buffer(weights.address(), weights.bytes()).asFloatBuffer();
    }

    /** The whole summed gradient; see {@link #index}. */
    ByteBuffer allGradient() {
        return OffHeap.buffer(gradient.address(), gradient.bytes());
    }

    /** The index of weight (out, in, tap 0) in the packed weights; the other taps follow, {@link #tapStride} apart. */
    int index(int out, int in) {
        int b = inBlock();
        int tile = (out / Lanes.BLOCK * (ins / b) + in / b) * taps();
        return (tile * b + in % b) * Lanes.BLOCK + out % Lanes.BLOCK;
    }

    /** From a tap to the next in the packed weights. */
    int tapStride() {
        return inBlock() * Lanes.BLOCK;
    }

    /** Another number after the weights have changed. */
    long version() {
        return version;
    }

    /** Says that all blocks have been packed. */
    void packed() {
        version++;
    }

    /** Takes the weights of a block of output channels from the parameters. */
    void pack(FloatBuffer parameters, int outBlock) {
        FloatBuffer packed = block(weightsOf(outBlock));
        walk(outBlock, (source, at) -> {
            for (int tap = 0, to = at; tap < taps(); tap++, to += tapStride()) {
                packed.put(to, parameters.get(source + tap));
            }
        });
    }

    /** Writes the summed gradient of a block of output channels to its places among the parameters, and clears it. */
    void unpack(FloatBuffer into, int outBlock) {
        FloatBuffer packed = block(gradientOf(outBlock));
        walk(outBlock, (source, at) -> {
            for (int tap = 0, from = at; tap < taps(); tap++, from += tapStride()) {
                into.put(source + tap, packed.get(from));
                packed.put(from, 0);
            }
        });
    }

    @Override
    public void close() {
        weights.close();
        gradient.close();
    }

    private FloatBuffer block(long address) {
        return OffHeap.buffer(address, bytesOfBlock()).asFloatBuffer();
    }

    private interface Visitor {
        /** Parameter index of tap 0, and index of tap 0 within the packed block. */
        void visit(int source, int packed);
    }

    /** Input block by input block, so that what is written (27 KB of taps) stays in the nearest cache. */
    private void walk(int outBlock, Visitor visitor) {
        int b = inBlock();
        for (WeightSource source : sources) {
            for (int first = 0; first < ins; first += b) {
                int block = first / b * taps() * tapStride();
                for (int o = 0; o < Lanes.BLOCK; o++) {
                    int out = source.outs()[outBlock * Lanes.BLOCK + o];
                    for (int i = 0; out >= 0 && i < b; i++) {
                        int in = source.ins()[first + i];
                        if (in >= 0) {
                            visitor.visit(
                                    source.offset() + out * source.outStride() + in * source.inStride(),
                                    block + i * Lanes.BLOCK + o);
                        }
                    }
                }
            }
        }
    }
}
