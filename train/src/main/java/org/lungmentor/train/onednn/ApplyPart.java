package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** Some output channels of {@code z = W x}. */
final class ApplyPart extends DirectPart {
    private final convolution_forward primitive;

    ApplyPart(OneDnn dnn, Kernel kernel, int stride, Tensor x, Tensor z, int firstBlock, int blocks) {
        super(dnn);
        Tensor part = z.slice(firstBlock * Lanes.BLOCK, blocks * Lanes.BLOCK);
        memory.desc in = tensor(x);
        memory.desc out = tensor(part);
        memory.desc weights = weights(part.channels(), kernel.ins(), kernel.size(), kernelLayout(kernel));
        var made = hold(new convolution_forward.primitive_desc(
                dnn.engine(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.convolution_direct,
                in,
                weights,
                out,
                cube(stride),
                padding(kernel),
                padding(kernel),
                attributes(),
                false));
        chosen(made.impl_info_str().getString(), made.scratchpad_desc());
        primitive = hold(new convolution_forward(made));
        argument(dnnl.DNNL_ARG_SRC, in, x::address);
        argument(dnnl.DNNL_ARG_WEIGHTS, weights, () -> kernel.weightsOf(firstBlock));
        argument(dnnl.DNNL_ARG_DST, out, part::address);
    }

    @Override
    primitive primitive() {
        return primitive;
    }
}
