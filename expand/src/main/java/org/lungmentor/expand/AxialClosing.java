package org.lungmentor.expand;

import java.util.stream.IntStream;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/**
 * Morphological closing of a mask with a disk, in every axial slice by itself: gaps and notches narrower than the disk are
 * filled, nothing is taken away. The disk holds the offsets (dx, dy) with {@code dx*dx + dy*dy <= r*r}, in voxels. A slice is
 * treated as if it went on, empty, beyond its edges, so that an edge is no gap.
 */
final class AxialClosing {
    private AxialClosing() {}

    /**
     * Closes in place; slices are done in parallel.
     *
     * @param mask canonical, 0 and 1: z is the slice axis
     * @param radius r in voxels; 0 changes nothing
     */
    static void close(ByteVolume mask, int radius) {
        if (radius > 0) {
            IntStream.range(0, mask.grid().nz()).parallel().forEach(z -> closeSlice(mask, z, radius));
        }
    }

    private static void closeSlice(ByteVolume mask, int z, int radius) {
        Grid grid = mask.grid();
        byte[] values = mask.values();
        int left = grid.nx();
        int right = -1;
        int top = grid.ny();
        int bottom = -1;
        for (int y = 0; y < grid.ny(); y++) {
            int row = grid.index(0, y, z);
            for (int x = 0; x < grid.nx(); x++) {
                if (values[row + x] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        if (bottom < 0) {
            return;
        }
        int width = right - left + 1 + 4 * radius; // so that neither pass meets the buffer's edge
        int height = bottom - top + 1 + 4 * radius;
        int[] disk = disk(radius, width);
        byte[] dilated = new byte[width * height];
        for (int y = top; y <= bottom; y++) {
            int row = grid.index(0, y, z);
            int into = (y - top + 2 * radius) * width + 2 * radius - left;
            for (int x = left; x <= right; x++) {
                if (values[row + x] != 0) {
                    for (int offset : disk) {
                        dilated[into + x + offset] = 1;
                    }
                }
            }
        }
        // What closing adds lies within the box of what is there.
        for (int y = top; y <= bottom; y++) {
            int row = grid.index(0, y, z);
            int from = (y - top + 2 * radius) * width + 2 * radius - left;
            for (int x = left; x <= right; x++) {
                if (values[row + x] == 0 && holds(dilated, from + x, disk)) {
                    values[row + x] = 1;
                }
            }
        }
    }

    private static boolean holds(byte[] dilated, int at, int[] disk) {
        for (int offset : disk) {
            if (dilated[at + offset] == 0) {
                return false;
            }
        }
        return true;
    }

    private static int[] disk(int radius, int width) {
        return IntStream.rangeClosed(-radius, radius)
                .flatMap(dy -> IntStream.rangeClosed(-radius, radius)
                        .filter(dx -> dx * dx + dy * dy <= radius * radius)
                        .map(dx -> dy * width + dx))
                .toArray();
    }
}
