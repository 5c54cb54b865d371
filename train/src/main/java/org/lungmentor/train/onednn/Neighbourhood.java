package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * The columns of a convolution: for each voxel p on z's side and each tap t the channels of one block of x at {@code stride*p + t -
 * padding}, as a matrix [voxels][taps][b].
 */
record Neighbourhood(Extent x, Extent z, int size, int stride, int inBlock) {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    int columns() {
        return size * size * size * inBlock;
    }

    private int tapOffset(int tap, int axis) {
        int index = axis == 0 ? tap / (size * size) : axis == 1 ? tap / size % size : tap % size;
        return index - (size - 1) / 2;
    }

    /** Index of the voxel of x that belongs to voxel p of z and a tap; -1 outside. */
    private int voxel(int p, int tap) {
        int d = p / (z.height() * z.width()) * stride + tapOffset(tap, 0);
        int h = p / z.width() % z.height() * stride + tapOffset(tap, 1);
        int w = p % z.width() * stride + tapOffset(tap, 2);
        boolean inside = d >= 0 && h >= 0 && w >= 0 && d < x.depth() && h < x.height() && w < x.width();
        return inside ? (d * x.height() + h) * x.width() + w : -1;
    }

    /** Fills the rows of voxels {@code first} to {@code first + count - 1}. */
    void gather(ByteBuffer block, ByteBuffer rows, int first, int count) {
        int taps = size * size * size;
        int bytes = inBlock * Float.BYTES;
        for (int p = 0; p < count; p++) {
            for (int tap = 0; tap < taps; tap++) {
                int from = voxel(first + p, tap);
                int to = (p * taps + tap) * bytes;
                if (inBlock == Lanes.BLOCK) {
                    copyVoxel(block, from * bytes, rows, to);
                } else {
                    for (int channel = 0; channel < inBlock; channel++) {
                        rows.putFloat(
                                to + channel * Float.BYTES,
                                from < 0 ? 0 : block.getFloat((channel * x.voxels() + from) * Float.BYTES));
                    }
                }
            }
        }
    }

    /** The adjoint: adds the rows to the voxels that they were gathered from. */
    void scatter(ByteBuffer rows, ByteBuffer block, int first, int count) {
        int taps = size * size * size;
        for (int p = 0; p < count; p++) {
            for (int tap = 0; tap < taps; tap++) {
                int to = voxel(first + p, tap);
                if (to >= 0) {
                    addVoxel(rows, (p * taps + tap) * Lanes.VOXEL, block, to * Lanes.VOXEL);
                }
            }
        }
    }

    /** Copies a voxel's channels; zeros from a negative offset. */
    private static void copyVoxel(ByteBuffer from, int offset, ByteBuffer to, int target) {
        for (int lane = 0; lane < Lanes.VOXEL; lane += Lanes.LANES * Float.BYTES) {
            if (offset < 0) {
                FloatVector.zero(Lanes.SPECIES).intoByteBuffer(to, target + lane, ORDER);
            } else {
                FloatVector.fromByteBuffer(Lanes.SPECIES, from, offset + lane, ORDER)
                        .intoByteBuffer(to, target + lane, ORDER);
            }
        }
    }

    private static void addVoxel(ByteBuffer from, int offset, ByteBuffer to, int target) {
        for (int lane = 0; lane < Lanes.VOXEL; lane += Lanes.LANES * Float.BYTES) {
            FloatVector.fromByteBuffer(Lanes.SPECIES, from, offset + lane, ORDER)
                    .add(FloatVector.fromByteBuffer(Lanes.SPECIES, to, target + lane, ORDER))
                    .intoByteBuffer(to, target + lane, ORDER);
        }
    }
}
