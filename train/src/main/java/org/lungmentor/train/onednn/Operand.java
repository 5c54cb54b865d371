package org.lungmentor.train.onednn;

import org.lungmentor.train.Precision;

/**
 * What a direct product reads: channels of a tensor, or the same channels rounded to bfloat16, in the same order, in a region of their
 * own.
 */
record Operand(Region region, int firstChannel, int channels, Extent extent, Precision precision) {
    /** A tensor as it is. */
    static Operand of(Tensor tensor) {
        return new Operand(
                tensor.region(), tensor.firstChannel(), tensor.channels(), tensor.extent(), Precision.FLOAT32);
    }

    /** Room for a tensor's numbers, rounded. */
    static Operand roomFor(Tensor tensor) {
        long bytes = (long) tensor.channels() * tensor.extent().voxels() * Short.BYTES;
        return new Operand(new Region(bytes), 0, tensor.channels(), tensor.extent(), Precision.BFLOAT16);
    }

    /** {@code count} channels from {@code first}, both multiples of the block. */
    Operand slice(int first, int count) {
        return new Operand(region, firstChannel + first, count, extent, precision);
    }

    boolean blocked() {
        return channels % Lanes.BLOCK == 0;
    }

    long address() {
        int bytes = precision == Precision.FLOAT32 ? Float.BYTES : Short.BYTES;
        return region.address() + (long) firstChannel * extent.voxels() * bytes;
    }
}
