package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.primitive;

/** Means of 2 x 2 pixels. */
final class PlanePooling extends DirectPart {
    private final pooling_forward primitive;

    /** @param z with half the sides of x */
    PlanePooling(OneDnn dnn, Tensor x, Tensor z) {
        super(dnn);
        memory.desc in = plane(x);
        memory.desc out = plane(z);
        long[] two = {2, 2};
        long[] none = {0, 0};
        var made = hold(new pooling_forward.primitive_desc(
                dnn.engine(),
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.pooling_avg_exclude_padding,
                in,
                out,
                two,
                two,
                none,
                none,
                none,
                attributes(),
                false));
        chosen(made.impl_info_str().getString(), made.scratchpad_desc());
        primitive = hold(new pooling_forward(made));
        argument(dnnl.DNNL_ARG_SRC, in, x::address);
        argument(dnnl.DNNL_ARG_DST, out, z::address);
    }

    @Override
    primitive primitive() {
        return primitive;
    }
}
