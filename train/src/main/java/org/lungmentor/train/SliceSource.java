package org.lungmentor.train;

/** Hands out slices by their number; called by several threads at once, each with an array of its own. */
@FunctionalInterface
public interface SliceSource {
    /** @param into [rows, columns], columns fastest */
    void read(int slice, float[] into);
}
