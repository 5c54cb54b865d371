package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.Pointer;

/** {@code C = A B} or {@code C += A B} for a batch of float matrices, by oneDNN's matmul; each worker may run it on other memory. */
final class MatrixProduct implements AutoCloseable {
    private static final int PAGE = 4096;

    /**
     * How the matrices of an operand lie.
     *
     * @param count matrices; 1 in a larger batch: the same for all
     * @param strides floats from one matrix, row, column to the next
     */
    record Operand(long count, long rows, long columns, long... strides) {}

    private record Arguments(memory a, memory b, memory c, memory scratchpad, IntMemoryMap map) {}

    private final OneDnn dnn;
    private final List<Pointer> held = new ArrayList<>();
    private final List<Arguments> ofWorker = new ArrayList<>();
    private final matmul primitive;
    private final long scratchBytes;

    MatrixProduct(OneDnn dnn, Operand a, Operand b, Operand c, boolean accumulate) {
        this.dnn = dnn;
        primitive_attr attributes = hold(new primitive_attr());
        attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
        if (accumulate) {
            post_ops sum = hold(new post_ops());
            sum.append_sum();
            attributes.set_post_ops(sum);
        }
        memory.desc da = desc(a);
        memory.desc db = desc(b);
        memory.desc dc = desc(c);
        var made = hold(new matmul.primitive_desc(dnn.engine(), da, db, dc, attributes, false));
        primitive = hold(new matmul(made));
        memory.desc scratchpad = hold(made.scratchpad_desc());
        scratchBytes = (scratchpad.get_size() + PAGE - 1) / PAGE * PAGE;
        for (int worker = 0; worker < dnn.workers().count(); worker++) {
            Arguments arguments =
                    new Arguments(memory(da), memory(db), memory(dc), memory(scratchpad), hold(new IntMemoryMap()));
            arguments.map.put(dnnl.DNNL_ARG_SRC, arguments.a);
            arguments.map.put(dnnl.DNNL_ARG_WEIGHTS, arguments.b);
            arguments.map.put(dnnl.DNNL_ARG_DST, arguments.c);
            arguments.map.put(dnnl.DNNL_ARG_SCRATCHPAD, arguments.scratchpad);
            ofWorker.add(arguments);
        }
    }

    /** What {@link #run} needs as scratch memory. */
    long scratchBytes() {
        return scratchBytes;
    }

    /** Runs on the operands at these addresses. */
    void run(int worker, long a, long b, long c, long scratch) {
        Arguments arguments = ofWorker.get(worker);
        arguments.a.set_data_handle(OffHeap.at(a, Long.MAX_VALUE));
        arguments.b.set_data_handle(OffHeap.at(b, Long.MAX_VALUE));
        arguments.c.set_data_handle(OffHeap.at(c, Long.MAX_VALUE));
        arguments.scratchpad.set_data_handle(OffHeap.at(scratch, Long.MAX_VALUE));
        primitive.execute(dnn.stream(worker), arguments.map);
    }

    @Override
    public void close() {
        Collections.reverse(held);
        held.forEach(Pointer::close);
    }

    private memory.desc desc(Operand operand) {
        long[] dims = {operand.count, operand.rows, operand.columns};
        return hold(new memory.desc(dims, data_type.f32, operand.strides));
    }

    private memory memory(memory.desc desc) {
        return hold(new memory(desc, dnn.engine(), OffHeap.at(PAGE, 0)));
    }

    private <P extends Pointer> P hold(P pointer) {
        held.add(pointer);
        return pointer;
    }
}
