package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.lungmentor.train.Precision;

/**
 * The weight gradient of some output channels, in float32 whatever its factors are held in. oneDNN overwrites its result, so it goes to
 * scratch memory first and is added to the kernel's sum from there, in the kernel's layout.
 */
final class CorrelatePart extends DirectPart {
    private final Kernel kernel;
    private final convolution_backward_weights primitive;
    private final int firstBlock;
    private final int blocks;
    private final long result;

    CorrelatePart(OneDnn dnn, Kernel kernel, int stride, Operand x, Operand z, int firstBlock, int blocks) {
        super(dnn);
        this.kernel = kernel;
        this.firstBlock = firstBlock;
        this.blocks = blocks;
        Operand part = z.slice(firstBlock * Lanes.BLOCK, blocks * Lanes.BLOCK);
        memory.desc in = tensor(x);
        memory.desc out = tensor(part);
        memory.desc weights = weights(part.channels(), kernel.ins(), kernel.size(), kernelLayout(kernel));
        memory.desc hint = x.precision() == Precision.FLOAT32
                ? weights
                : roundedWeights(part.channels(), kernel.ins(), kernel.size());
        var forward = hold(new convolution_forward.primitive_desc(
                dnn.engine(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.convolution_direct,
                in,
                hint,
                out,
                cube(stride),
                padding(kernel),
                padding(kernel)));
        var made = hold(new convolution_backward_weights.primitive_desc(
                dnn.engine(),
                dnnl.algorithm.convolution_direct,
                in,
                weights,
                out,
                cube(stride),
                padding(kernel),
                padding(kernel),
                forward,
                attributes(),
                false));
        result = scratchArgument(dnnl.DNNL_ARG_DIFF_WEIGHTS, weights);
        chosen(made.impl_info_str().getString(), made.scratchpad_desc());
        primitive = hold(new convolution_backward_weights(made));
        argument(dnnl.DNNL_ARG_SRC, in, x::address);
        argument(dnnl.DNNL_ARG_DIFF_DST, out, part::address);
    }

    @Override
    primitive primitive() {
        return primitive;
    }

    @Override
    void after(long scratch) {
        int floats = (int) (kernel.bytesOfBlock() / Float.BYTES);
        for (int block = 0; block < blocks; block++) {
            long from = scratch + result + block * kernel.bytesOfBlock();
            VectorLoops.add(
                    OffHeap.buffer(from, kernel.bytesOfBlock()),
                    OffHeap.buffer(kernel.gradientOf(firstBlock + block), kernel.bytesOfBlock()),
                    floats);
        }
    }
}
