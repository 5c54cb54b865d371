package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;

/** {@code z = W x + bias} on planes that keep their size; where the kernel has a norm, {@code z = scale * max(W x + bias, 0) + shift}. */
final class PlaneConvolution extends DirectPart {
    private final convolution_forward primitive;

    PlaneConvolution(OneDnn dnn, PlaneKernel kernel, Tensor x, Tensor z) {
        super(dnn);
        memory.desc in = plane(x);
        memory.desc out = plane(z);
        long[] shape = {kernel.outs(), kernel.ins(), kernel.size(), kernel.size()};
        memory.desc weights = hold(new memory.desc(
                shape,
                data_type.f32,
                kernel.ins() == 1
                        ? tag(format_tag.Ohwi16o, format_tag.Ohwi8o)
                        : tag(format_tag.OIhw16i16o, format_tag.OIhw8i8o)));
        memory.desc bias = hold(new memory.desc(new long[] {kernel.outs()}, data_type.f32, format_tag.x));
        memory.desc perChannel =
                hold(new memory.desc(new long[] {1, kernel.outs(), 1, 1}, data_type.f32, format_tag.abcd));
        primitive_attr attributes = attributes();
        if (kernel.normed()) {
            post_ops after = hold(new post_ops());
            after.append_eltwise(dnnl.algorithm.eltwise_relu, 0, 0);
            after.append_binary(dnnl.algorithm.binary_mul, perChannel);
            after.append_binary(dnnl.algorithm.binary_add, perChannel);
            attributes.set_post_ops(after);
        }
        int around = (kernel.size() - 1) / 2;
        var made = hold(new convolution_forward.primitive_desc(
                dnn.engine(),
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.convolution_direct,
                in,
                weights,
                bias,
                out,
                new long[] {1, 1},
                new long[] {around, around},
                new long[] {around, around},
                attributes,
                false));
        chosen(made.impl_info_str().getString(), made.scratchpad_desc());
        primitive = hold(new convolution_forward(made));
        argument(dnnl.DNNL_ARG_SRC, in, x::address);
        argument(dnnl.DNNL_ARG_WEIGHTS, weights, kernel::weights);
        argument(dnnl.DNNL_ARG_BIAS, bias, kernel::bias);
        argument(dnnl.DNNL_ARG_DST, out, z::address);
        if (kernel.normed()) {
            argument(operand(1), perChannel, kernel::scale);
            argument(operand(2), perChannel, kernel::shift);
        }
    }

    /** What names the second operand of the post-op of that index. */
    private static int operand(int postOp) {
        return dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (postOp + 1) | dnnl.DNNL_ARG_SRC_1;
    }

    @Override
    primitive primitive() {
        return primitive;
    }
}
