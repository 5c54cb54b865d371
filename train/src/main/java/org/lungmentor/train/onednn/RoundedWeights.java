package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/**
 * A part of a kernel's weights, rounded to bfloat16, in the layout that one direct product wants. They are made from the packed weights
 * when these have changed, so once an update.
 */
final class RoundedWeights implements AutoCloseable {
    /** Which of a kernel's weights: blocks of output channels, blocks of input channels. */
    record Part(int firstOut, int outBlocks, int firstIn, int inBlocks) {
        int outs() {
            return outBlocks * Lanes.BLOCK;
        }

        int ins() {
            return inBlocks * Lanes.BLOCK;
        }
    }

    /** All that one engine has made: programs of different sizes share them. */
    static final class Store implements AutoCloseable {
        private record Use(Kernel kernel, Part part) {}

        private final OneDnn dnn;
        private final Map<Use, List<RoundedWeights>> all = new HashMap<>();

        Store(OneDnn dnn) {
            this.dnn = dnn;
        }

        RoundedWeights get(Kernel kernel, Part part, memory.desc layout) {
            List<RoundedWeights> made = all.computeIfAbsent(new Use(kernel, part), use -> new ArrayList<>());
            return made.stream()
                    .filter(weights -> weights.layout.equals(layout))
                    .findFirst()
                    .orElseGet(() -> {
                        RoundedWeights fresh = new RoundedWeights(dnn, kernel, part, layout);
                        made.add(fresh);
                        return fresh;
                    });
        }

        @Override
        public void close() {
            all.values().forEach(made -> made.forEach(RoundedWeights::close));
        }
    }

    private final Kernel kernel;
    private final memory.desc layout;
    private final OffHeap room;
    private final memory.desc all;
    private final memory.desc chosen;
    private final memory from;
    private final memory to;
    private final primitive_attr attributes = new primitive_attr();
    private final reorder.primitive_desc made;
    private final reorder reorder;
    private final IntMemoryMap arguments = new IntMemoryMap();
    private long version = -1;

    /** {@code layout}: as a primitive wants it for [outs, ins, k, k, k] of the part. */
    private RoundedWeights(OneDnn dnn, Kernel kernel, Part part, memory.desc layout) {
        this.kernel = kernel;
        this.layout = new memory.desc(layout);
        room = new OffHeap(layout.get_size());
        int k = kernel.size();
        all = new memory.desc(
                new long[] {kernel.outs(), kernel.ins(), k, k, k}, data_type.f32, DirectPart.kernelLayout(kernel));
        chosen = all.submemory_desc(
                new long[] {part.outs(), part.ins(), k, k, k},
                new long[] {(long) part.firstOut * Lanes.BLOCK, (long) part.firstIn * Lanes.BLOCK, 0, 0, 0});
        from = new memory(chosen, dnn.engine(), OffHeap.at(kernel.weightsOf(0), Long.MAX_VALUE));
        to = new memory(this.layout, dnn.engine(), OffHeap.at(room.address(), room.bytes()));
        made = new reorder.primitive_desc(dnn.engine(), chosen, dnn.engine(), this.layout, attributes, false);
        reorder = new reorder(made);
        arguments.put(dnnl.DNNL_ARG_FROM, from);
        arguments.put(dnnl.DNNL_ARG_TO, to);
    }

    long address() {
        return room.address();
    }

    /** Brings them up to date. */
    void refresh(stream on) {
        if (version != kernel.version()) {
            reorder.execute(on, arguments);
            version = kernel.version();
        }
    }

    @Override
    public void close() {
        arguments.close();
        reorder.close();
        made.close();
        attributes.close();
        to.close();
        from.close();
        chosen.close();
        all.close();
        layout.close();
        room.close();
    }
}
