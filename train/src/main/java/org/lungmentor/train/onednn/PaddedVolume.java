package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A copy of a single-channel volume with a border of one voxel of zeros, and room for a vector to read past the end. */
final class PaddedVolume {
    private final Tensor source;
    private final Region region;
    private final int width;
    private final int height;

    PaddedVolume(Tensor source) {
        this.source = source;
        Extent extent = source.extent();
        width = extent.width() + 2;
        height = extent.height() + 2;
        region = new Region(((long) (extent.depth() + 2) * height * width + Lanes.LANES) * Float.BYTES);
    }

    Region region() {
        return region;
    }

    Extent extent() {
        return source.extent();
    }

    ByteBuffer buffer() {
        return OffHeap.buffer(region.address(), region.bytes());
    }

    /** Byte offset of the padded voxel (d, h, w), each from 0: the border's corner is (0, 0, 0). */
    int offset(int d, int h, int w) {
        return ((d * height + h) * width + w) * Float.BYTES;
    }

    /** Copies the source, border and all. */
    void fill(Workers workers) {
        Extent extent = source.extent();
        ByteBuffer from = source.block(0);
        ByteBuffer to = buffer();
        byte[] zeros = new byte[height * width * Float.BYTES];
        to.put(offset(0, 0, 0), zeros);
        to.put(offset(extent.depth() + 1, 0, 0), zeros);
        to.put(to.capacity() - Lanes.LANES * Float.BYTES, Arrays.copyOf(zeros, Lanes.LANES * Float.BYTES));
        int row = extent.width() * Float.BYTES;
        workers.run(extent.depth(), (d, worker) -> {
            to.put(offset(d + 1, 0, 0), zeros);
            for (int h = 0; h < extent.height(); h++) {
                to.put(offset(d + 1, h + 1, 1), from, (d * extent.height() + h) * row, row);
            }
        });
    }
}
