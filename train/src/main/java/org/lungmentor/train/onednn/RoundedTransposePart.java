package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;

/** Some input channels of {@code x = W^T z} with factors in bfloat16 and sums in float32. */
final class RoundedTransposePart extends DirectPart {
    private final convolution_backward_data primitive;
    private final RoundedWeights weights;

    RoundedTransposePart(
            OneDnn dnn,
            RoundedWeights.Store store,
            Kernel kernel,
            int stride,
            Operand z,
            Tensor x,
            int firstBlock,
            int blocks) {
        super(dnn);
        Tensor part = x.slice(firstBlock * Lanes.BLOCK, blocks * Lanes.BLOCK);
        memory.desc out = tensor(part);
        memory.desc in = tensor(z);
        memory.desc any = roundedWeights(kernel.outs(), part.channels(), kernel.size());
        var forward = hold(new convolution_forward.primitive_desc(
                dnn.engine(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.convolution_direct,
                tensor(Operand.roomFor(part)),
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
        chosen(made.impl_info_str().getString(), made.scratchpad_desc());
        primitive = hold(new convolution_backward_data(made));
        memory.desc layout = hold(made.weights_desc());
        weights = store.get(kernel, new RoundedWeights.Part(0, kernel.outBlocks(), firstBlock, blocks), layout);
        argument(dnnl.DNNL_ARG_DIFF_DST, in, z::address);
        argument(dnnl.DNNL_ARG_WEIGHTS, layout, weights::address);
        argument(dnnl.DNNL_ARG_DIFF_SRC, out, part::address);
    }

    @Override
    primitive primitive() {
        return primitive;
    }

    @Override
    void before(stream on, long scratch) {
        weights.refresh(on);
    }
}
