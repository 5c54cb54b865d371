package org.lungmentor.train.onednn;

/**
 * A piece of a program's memory. {@link BufferPlan} gives it a place that it shares with regions which are never alive at the same
 * time as itself: a region is alive from the first to the last step that touches it.
 */
final class Region {
    private final long bytes;
    private int first = Integer.MAX_VALUE;
    private int last = -1;
    private long offset;
    private long address;

    Region(long bytes) {
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    /** Says that the step of that index reads or writes it. */
    void touch(int step) {
        first = Math.min(first, step);
        last = Math.max(last, step);
    }

    boolean overlapsInTime(Region other) {
        return first <= other.last && other.first <= last;
    }

    long offset() {
        return offset;
    }

    void place(long newOffset) {
        offset = newOffset;
    }

    /** Where it lies, once the program is bound to memory. */
    long address() {
        return address;
    }

    void bind(long base) {
        address = base + offset;
    }
}
