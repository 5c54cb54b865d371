package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;

/**
 * Channels of a volume of one case, in a {@link Region}. Blocked ({@link Lanes}) where {@code channels} is a multiple of the block;
 * plain [channels, D, H, W] otherwise, as the network's input and the single-channel volumes at full size are. Blocks lie one after
 * the other, so whole blocks of a tensor are a tensor themselves ({@link #slice}), and joining along the channels costs nothing where
 * both parts were written side by side.
 */
record Tensor(Region region, int firstChannel, int channels, Extent extent) {
    /** A tensor with memory of its own. */
    static Tensor of(int channels, Extent extent) {
        return new Tensor(new Region((long) channels * extent.voxels() * Float.BYTES), 0, channels, extent);
    }

    /** {@code count} channels from {@code first}, both multiples of the block. */
    Tensor slice(int first, int count) {
        return new Tensor(region, firstChannel + first, count, extent);
    }

    boolean blocked() {
        return channels % Lanes.BLOCK == 0;
    }

    /** Blocks, a plain tensor counting as one. */
    int blocks() {
        return blocked() ? channels / Lanes.BLOCK : 1;
    }

    /** Groups of {@link Lanes#BLOCK} floats in a block. */
    int groups() {
        return blocked() ? extent.voxels() : channels * extent.voxels() / Lanes.BLOCK;
    }

    long address() {
        return region.address() + (long) firstChannel * extent.voxels() * Float.BYTES;
    }

    int floats() {
        return Math.multiplyExact(channels, extent.voxels());
    }

    long bytes() {
        return (long) channels * extent.voxels() * Float.BYTES;
    }

    /** All of a block, once the program is bound to memory. */
    ByteBuffer block(int block) {
        long bytes = (long) groups() * Lanes.VOXEL;
        return OffHeap.buffer(address() + block * bytes, bytes);
    }

    /** All blocks. */
    ByteBuffer[] allBlocks() {
        ByteBuffer[] all = new ByteBuffer[blocks()];
        for (int block = 0; block < all.length; block++) {
            all[block] = block(block);
        }
        return all;
    }
}
