package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.lungmentor.train.Precision;

/**
 * One oneDNN primitive with its arguments. Everything of oneDNN's that it uses is held here, since Java's garbage collector frees what
 * nobody refers to, and given back in {@link #close}. oneDNN's scratchpad is ours too: its own would be shared by all primitives that
 * one thread made, while ours run in several.
 */
abstract class DirectPart implements AutoCloseable {
    private static final long ALIGN = 4096;

    private record Placed(memory memory, LongSupplier address) {}

    private record InScratch(memory memory, long offset) {}

    private final OneDnn dnn;
    private final List<Pointer> held = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();
    private final List<InScratch> inScratch = new ArrayList<>();
    private final IntMemoryMap arguments = hold(new IntMemoryMap());
    private long scratchBytes;
    private boolean fast = true;

    DirectPart(OneDnn dnn) {
        this.dnn = dnn;
    }

    abstract primitive primitive();

    /** Before the primitive runs; stream and scratch memory are this worker's. */
    void before(stream on, long scratch) {}

    /** After the primitive has run. */
    void after(long scratch) {}

    /** Whether oneDNN has more for this than its reference loop. */
    boolean fast() {
        return fast;
    }

    long scratchBytes() {
        return scratchBytes;
    }

    void bind() {
        placed.forEach(p -> p.memory.set_data_handle(OffHeap.at(p.address.getAsLong(), Long.MAX_VALUE)));
    }

    void run(stream on, long scratch) {
        inScratch.forEach(s -> s.memory.set_data_handle(OffHeap.at(scratch + s.offset, Long.MAX_VALUE)));
        before(on, scratch);
        primitive().execute(on, arguments);
        after(scratch);
    }

    @Override
    public void close() {
        Collections.reverse(held);
        held.forEach(Pointer::close);
    }

    final <P extends Pointer> P hold(P pointer) {
        held.add(pointer);
        return pointer;
    }

    final primitive_attr attributes() {
        primitive_attr attributes = hold(new primitive_attr());
        attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
        return attributes;
    }

    /** Some blocks of a tensor as oneDNN describes them. */
    final memory.desc tensor(Tensor t) {
        return tensor(Operand.of(t));
    }

    /** What a product reads as oneDNN describes it. */
    final memory.desc tensor(Operand t) {
        Extent e = t.extent();
        long[] dims = {1, t.channels(), e.depth(), e.height(), e.width()};
        return hold(new memory.desc(
                dims,
                t.precision() == Precision.FLOAT32 ? data_type.f32 : data_type.bf16,
                t.blocked() ? tag(format_tag.aBcde16b, format_tag.aBcde8b) : format_tag.abcde));
    }

    /** Some blocks of a tensor of depth 1 as oneDNN describes planes. */
    final memory.desc plane(Tensor t) {
        long[] dims = {1, t.channels(), t.extent().height(), t.extent().width()};
        return hold(new memory.desc(
                dims, data_type.f32, t.blocked() ? tag(format_tag.aBcd16b, format_tag.aBcd8b) : format_tag.abcd));
    }

    /** Weights [outs, ins, k, k, k] in a layout. */
    final memory.desc weights(int outs, int ins, int size, format_tag layout) {
        return hold(new memory.desc(new long[] {outs, ins, size, size, size}, data_type.f32, layout));
    }

    /** Rounded weights [outs, ins, k, k, k] in whatever layout a primitive likes best. */
    final memory.desc roundedWeights(int outs, int ins, int size) {
        return hold(new memory.desc(new long[] {outs, ins, size, size, size}, data_type.bf16, format_tag.any));
    }

    /** The layout that {@link Kernel} has. */
    static format_tag kernelLayout(Kernel kernel) {
        return kernel.inBlock() < Lanes.BLOCK
                ? tag(format_tag.Odhwi16o, format_tag.Odhwi8o)
                : tag(format_tag.OIdhw16i16o, format_tag.OIdhw8i8o);
    }

    static format_tag tag(format_tag of16, format_tag of8) {
        return Lanes.BLOCK == 16 ? of16 : of8;
    }

    static long[] cube(int value) {
        return new long[] {value, value, value};
    }

    static long[] padding(Kernel kernel) {
        return cube((kernel.size() - 1) / 2);
    }

    /** An argument in memory whose address is known when the program is bound. */
    final void argument(int name, memory.desc desc, LongSupplier address) {
        memory memory = hold(new memory(desc, dnn.engine(), OffHeap.at(ALIGN, 0)));
        arguments.put(name, memory);
        placed.add(new Placed(memory, address));
    }

    /** An argument in the worker's scratch memory; returns its offset there. */
    final long scratchArgument(int name, memory.desc desc) {
        memory memory = hold(new memory(desc, dnn.engine(), OffHeap.at(ALIGN, 0)));
        arguments.put(name, memory);
        long offset = scratchBytes;
        inScratch.add(new InScratch(memory, offset));
        scratchBytes += (desc.get_size() + ALIGN - 1) / ALIGN * ALIGN;
        return offset;
    }

    /** Takes note of the implementation that oneDNN chose and of the scratchpad it wants. */
    final void chosen(String implementation, memory.desc scratchpad) {
        fast = fast && !implementation.contains("ref");
        hold(scratchpad);
        if (scratchpad.get_size() > 0) {
            scratchArgument(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad);
        }
    }
}
