package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.BLOCK;
import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;
import static org.lungmentor.train.onednn.Lanes.VOXEL;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A volume cut into cubes of {@code edge} voxels, numbered with the width innermost. Where an axis is not a multiple of the edge, the last
 * cubes stand out of the volume; there is 0.
 */
record Tiles(Extent extent, int edge) {
    int count() {
        return along(extent.depth()) * along(extent.height()) * along(extent.width());
    }

    private int along(int length) {
        return (length + edge - 1) / edge;
    }

    private int depthOf(int tile) {
        return tile / along(extent.width()) / along(extent.height()) * edge;
    }

    private int heightOf(int tile) {
        return tile / along(extent.width()) % along(extent.height()) * edge;
    }

    private int widthOf(int tile) {
        return tile % along(extent.width()) * edge;
    }

    /** Copies a tile of a block of channels with {@code halo} voxels around it: [edge + 2 halo] cubed, [{@link Lanes#BLOCK}]. */
    void gather(ByteBuffer block, int tile, int halo, float[] to) {
        int length = edge + 2 * halo;
        int d = depthOf(tile) - halo;
        int h = heightOf(tile) - halo;
        int w = widthOf(tile) - halo;
        int firstD = Math.max(0, -d);
        int firstH = Math.max(0, -h);
        int firstW = Math.max(0, -w);
        int endD = Math.min(length, extent.depth() - d);
        int endH = Math.min(length, extent.height() - h);
        int floats = (Math.min(length, extent.width() - w) - firstW) * BLOCK;
        if ((endD - firstD) * (endH - firstH) * floats < length * length * length * BLOCK) {
            Arrays.fill(to, 0, length * length * length * BLOCK, 0);
        }
        for (int i = firstD; i < endD; i++) {
            for (int j = firstH; j < endH; j++) {
                copyIn(
                        block,
                        offset(d + i, h + j, w + firstW),
                        to,
                        ((i * length + j) * length + firstW) * BLOCK,
                        floats);
            }
        }
    }

    /** Writes what of a tile lies in the volume. */
    void scatter(float[] from, ByteBuffer block, int tile) {
        int w = widthOf(tile);
        int depths = Math.min(edge, extent.depth() - depthOf(tile));
        int heights = Math.min(edge, extent.height() - heightOf(tile));
        int floats = Math.min(edge, extent.width() - w) * BLOCK;
        for (int d = 0; d < depths; d++) {
            for (int h = 0; h < heights; h++) {
                copyOut(
                        from,
                        (d * edge + h) * edge * BLOCK,
                        block,
                        offset(depthOf(tile) + d, heightOf(tile) + h, w),
                        floats);
            }
        }
    }

    private int offset(int d, int h, int w) {
        return ((d * extent.height() + h) * extent.width() + w) * VOXEL;
    }

    private static void copyIn(ByteBuffer from, int offset, float[] to, int at, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            FloatVector.fromByteBuffer(SPECIES, from, offset + i * Float.BYTES, ByteOrder.LITTLE_ENDIAN)
                    .intoArray(to, at + i);
        }
    }

    private static void copyOut(float[] from, int at, ByteBuffer to, int offset, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            FloatVector.fromArray(SPECIES, from, at + i)
                    .intoByteBuffer(to, offset + i * Float.BYTES, ByteOrder.LITTLE_ENDIAN);
        }
    }
}
