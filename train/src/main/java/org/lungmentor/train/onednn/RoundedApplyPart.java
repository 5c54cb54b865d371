package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;

/** Some output channels of {@code z = W x} with factors in bfloat16 and sums in float32. */
final class RoundedApplyPart extends DirectPart {
    private final convolution_forward primitive;
    private final RoundedWeights weights;

    RoundedApplyPart(
            OneDnn dnn,
            RoundedWeights.Store store,
            Kernel kernel,
            int stride,
            Operand x,
            Tensor z,
            int firstBlock,
            int blocks) {
        super(dnn);
        Tensor part = z.slice(firstBlock * Lanes.BLOCK, blocks * Lanes.BLOCK);
        memory.desc in = tensor(x);
        memory.desc out = tensor(part);
        var made = hold(new convolution_forward.primitive_desc(
                dnn.engine(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.convolution_direct,
                in,
                roundedWeights(part.channels(), kernel.ins(), kernel.size()),
                out,
                cube(stride),
                padding(kernel),
                padding(kernel),
                attributes(),
                false));
        chosen(made.impl_info_str().getString(), made.scratchpad_desc());
        primitive = hold(new convolution_forward(made));
        memory.desc layout = hold(made.weights_desc());
        weights = store.get(kernel, new RoundedWeights.Part(firstBlock, blocks, 0, kernel.ins() / Lanes.BLOCK), layout);
        argument(dnnl.DNNL_ARG_SRC, in, x::address);
        argument(dnnl.DNNL_ARG_WEIGHTS, layout, weights::address);
        argument(dnnl.DNNL_ARG_DST, out, part::address);
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
