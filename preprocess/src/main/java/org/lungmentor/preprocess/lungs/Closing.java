package org.lungmentor.preprocess.lungs;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.VoxelBox;

/**
 * Closes one lung with a ball, which takes in vessels and tumours at its edge, and fills what is then enclosed in an axial slice.
 * Voxels of the other lung stay its own.
 */
final class Closing {
    private Closing() {}

    static void close(ByteVolume map, byte lung, double radiusMm) {
        Optional<VoxelBox> box = VoxelBox.around(map, lung);
        if (box.isEmpty()) {
            return;
        }
        int[] margin = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            margin[axis] = (int) Math.ceil(radiusMm / map.grid().affine().spacingMm(axis)) + 1;
        }
        VoxelBox around = box.get().grown(margin); // beyond the scan too: its edge is no edge of the lung
        Grid grid = new Grid(
                around.size(0), around.size(1), around.size(2), map.grid().affine());
        byte[] mask = new byte[grid.voxels()];
        copy(map, lung, around, grid, mask);
        int limit = NearDistance.squared(radiusMm);
        int[] distance = NearDistance.of(mask, (byte) 1, grid, radiusMm);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = distance[i] <= limit ? (byte) 1 : 0;
        }
        distance = NearDistance.of(mask, (byte) 0, grid, radiusMm);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = distance[i] > limit ? (byte) 1 : 0;
        }
        IntStream.range(0, grid.nz()).parallel().forEach(z -> fillHoles(mask, grid, z));
        paste(mask, grid, around, map, lung);
    }

    private static void copy(ByteVolume map, byte lung, VoxelBox around, Grid grid, byte[] mask) {
        VoxelBox inside = around.intersection(VoxelBox.of(map.grid())).orElseThrow();
        for (int z = inside.z0(); z <= inside.z1(); z++) {
            for (int y = inside.y0(); y <= inside.y1(); y++) {
                int from = map.grid().index(0, y, z);
                int to = grid.index(0, y - around.y0(), z - around.z0()) - around.x0();
                for (int x = inside.x0(); x <= inside.x1(); x++) {
                    mask[to + x] = map.values()[from + x] == lung ? (byte) 1 : 0;
                }
            }
        }
    }

    private static void paste(byte[] mask, Grid grid, VoxelBox around, ByteVolume map, byte lung) {
        VoxelBox inside = around.intersection(VoxelBox.of(map.grid())).orElseThrow();
        for (int z = inside.z0(); z <= inside.z1(); z++) {
            for (int y = inside.y0(); y <= inside.y1(); y++) {
                int to = map.grid().index(0, y, z);
                int from = grid.index(0, y - around.y0(), z - around.z0()) - around.x0();
                for (int x = inside.x0(); x <= inside.x1(); x++) {
                    if (mask[from + x] != 0 && map.values()[to + x] == 0) {
                        map.values()[to + x] = lung;
                    }
                }
            }
        }
    }

    /** Sets what cannot be reached from the slice's edge. */
    private static void fillHoles(byte[] mask, Grid grid, int z) {
        int nx = grid.nx();
        int n = nx * grid.ny();
        int slice = z * n;
        boolean[] reached = new boolean[n];
        int[] queue = new int[n];
        int end = 0;
        reached[0] = true; // the margin is empty: one flood from a corner goes all around
        queue[end++] = 0;
        for (int begin = 0; begin < end; begin++) {
            int at = queue[begin];
            int x = at % nx;
            for (int side = 0; side < 4; side++) {
                int next = side == 0 ? at - 1 : side == 1 ? at + 1 : side == 2 ? at - nx : at + nx;
                boolean leaves = (side == 0 && x == 0) || (side == 1 && x == nx - 1) || next < 0 || next >= n;
                if (!leaves && !reached[next] && mask[slice + next] == 0) {
                    reached[next] = true;
                    queue[end++] = next;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            mask[slice + i] = reached[i] ? 0 : (byte) 1;
        }
    }
}
