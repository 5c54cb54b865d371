package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;

/** Rounds some blocks of a tensor to bfloat16, the nearest and among equals the even one. */
final class RoundPart extends DirectPart {
    private final reorder primitive;

    RoundPart(OneDnn dnn, Tensor from, Operand to, int firstBlock, int blocks) {
        super(dnn);
        Operand source = Operand.of(from).slice(firstBlock * Lanes.BLOCK, blocks * Lanes.BLOCK);
        Operand target = to.slice(firstBlock * Lanes.BLOCK, blocks * Lanes.BLOCK);
        memory.desc floats = tensor(source);
        memory.desc rounded = tensor(target);
        var made = hold(new reorder.primitive_desc(dnn.engine(), floats, dnn.engine(), rounded, attributes(), false));
        chosen(made.impl_info_str().getString(), made.scratchpad_desc());
        primitive = hold(new reorder(made));
        argument(dnnl.DNNL_ARG_FROM, floats, source::address);
        argument(dnnl.DNNL_ARG_TO, rounded, target::address);
    }

    /** However oneDNN does it: it is little beside the product. */
    @Override
    boolean fast() {
        return true;
    }

    @Override
    primitive primitive() {
        return primitive;
    }
}
