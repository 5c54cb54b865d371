package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;

/**
 * Some input channels of {@code x = W^T z}. oneDNN wants the weights in other blocks for it than for W x: they are turned over in scratch
 * memory each time, which costs a percent or two of the product and saves a second copy of all weights.
 */
final class TransposePart extends DirectPart {
    private final Kernel kernel;
    private final convolution_backward_data primitive;
    private final int firstBlock;
    private final int blocks;
    private final boolean insOutermost;
    private final long turned;

    TransposePart(OneDnn dnn, Kernel kernel, int stride, Tensor z, Tensor x, int firstBlock, int blocks) {
        super(dnn);
        this.kernel = kernel;
        this.firstBlock = firstBlock;
        this.blocks = blocks;
        Tensor part = x.slice(firstBlock * Lanes.BLOCK, blocks * Lanes.BLOCK);
        memory.desc out = tensor(part);
        memory.desc in = tensor(z);
        memory.desc any = weights(kernel.outs(), part.channels(), kernel.size(), format_tag.any);
        var forward = hold(new convolution_forward.primitive_desc(
                dnn.engine(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.convolution_direct,
                out,
                any,
                in,
                cube(stride),
                padding(kernel),
                padding(kernel)));
        var made = hold(new convolution_backward_data.primitive_desc(
                dnn.engine(),
                dnnl.algorithm.convolution_direct,
                out,
                any,
                in,
                cube(stride),
                padding(kernel),
                padding(kernel),
                forward,
                attributes(),
                false));
        memory.desc weights = hold(made.weights_desc());
        memory.desc insFirst = weights(
                kernel.outs(), part.channels(), kernel.size(), tag(format_tag.IOdhw16o16i, format_tag.IOdhw8o8i));
        memory.desc outsFirst = weights(
                kernel.outs(), part.channels(), kernel.size(), tag(format_tag.OIdhw16o16i, format_tag.OIdhw8o8i));
        insOutermost = weights.equals(insFirst);
        boolean known = insOutermost || weights.equals(outsFirst);
        turned = scratchArgument(dnnl.DNNL_ARG_WEIGHTS, weights);
        chosen(known ? made.impl_info_str().getString() : "ref", made.scratchpad_desc());
        primitive = hold(new convolution_backward_data(made));
        argument(dnnl.DNNL_ARG_DIFF_DST, in, z::address);
        argument(dnnl.DNNL_ARG_DIFF_SRC, out, part::address);
    }

    @Override
    primitive primitive() {
        return primitive;
    }

    /** From [outs/B][ins/B][taps][B ins][B outs] to [outs/B][ins/B][taps][B outs][B ins], or with the first two exchanged. */
    @Override
    void before(stream on, long scratch) {
        int outBlocks = kernel.outBlocks();
        int taps = kernel.taps();
        int tile = Lanes.BLOCK * Lanes.BLOCK;
        FloatBuffer to = OffHeap.buffer(scratch + turned, (long) outBlocks * blocks * taps * tile * Float.BYTES)
                .asFloatBuffer();
        for (int o = 0; o < outBlocks; o++) {
            FloatBuffer from =
                    OffHeap.buffer(kernel.weightsOf(o), kernel.bytesOfBlock()).asFloatBuffer();
            for (int i = 0; i < blocks; i++) {
                int source = (firstBlock + i) * taps * tile;
                int target = (insOutermost ? i * outBlocks + o : o * blocks + i) * taps * tile;
                for (int tap = 0; tap < taps; tap++) {
                    turn(from, source + tap * tile, to, target + tap * tile);
                }
            }
        }
    }

    private static void turn(FloatBuffer from, int source, FloatBuffer to, int target) {
        for (int i = 0; i < Lanes.BLOCK; i++) {
            for (int o = 0; o < Lanes.BLOCK; o++) {
                to.put(target + o * Lanes.BLOCK + i, from.get(source + i * Lanes.BLOCK + o));
            }
        }
    }
}
