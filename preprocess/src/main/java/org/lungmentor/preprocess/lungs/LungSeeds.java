package org.lungmentor.preprocess.lungs;

import java.util.Arrays;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;

/**
 * Tells the two lungs apart in the air of the body. Two large components are two lungs; one large component that lies on both
 * sides of the body's middle is two lungs that touch: it is eroded until it falls in two, and every voxel goes to the part that
 * it is nearest to, on ways within the air. Canonical x grows to the patient's right.
 */
final class LungSeeds {
    private static final byte RIGHT = 1;
    private static final byte LEFT = 2;
    private static final double OTHER_LUNG = 0.1; // of the larger one
    private static final double PIECE = 0.02;
    private static final double[] EROSIONS_MM = {2, 3, 4, 5, 6, 8, 10, 12};

    private final Grid grid;
    private final double middleX;

    LungSeeds(Grid grid, double middleX) {
        this.grid = grid;
        this.middleX = middleX;
    }

    /** 0 nothing, 1 right lung, 2 left lung: a subset of the air. */
    byte[] divide(ByteVolume air) {
        byte[] map = new byte[grid.voxels()];
        Components parts = Components.of(air);
        if (parts.count() == 0) {
            return map;
        }
        if (rightShare(parts, 0) > 0.15 && rightShare(parts, 0) < 0.85 && split(parts.mask(0), map)) {
            return addPieces(parts, 1, map);
        }
        byte side = side(parts, 0);
        parts.paint(0, map, side);
        int next = 1;
        while (next < parts.count() && parts.size(next) > OTHER_LUNG * parts.size(0) && side(parts, next) == side) {
            next++; // larger pieces of the same lung come with addPieces
        }
        if (next < parts.count() && parts.size(next) > OTHER_LUNG * parts.size(0)) {
            parts.paint(next, map, side(parts, next));
        }
        return addPieces(parts, 1, map);
    }

    /** Smaller pieces between the lungs' top and bottom: what a fissure or a tumour has cut off. */
    private byte[] addPieces(Components parts, int from, byte[] map) {
        int slice = grid.nx() * grid.ny();
        int low = 0;
        while (isEmpty(map, low * slice, slice)) {
            low++;
        }
        int high = grid.nz() - 1;
        while (isEmpty(map, high * slice, slice)) {
            high--;
        }
        for (int c = from; c < parts.count() && parts.size(c) > PIECE * parts.size(0); c++) {
            var box = parts.bounds(c);
            if (box.z0() >= low && box.z1() <= high && map[parts.firstVoxel(c)] == 0) {
                parts.paint(c, map, side(parts, c));
            }
        }
        return map;
    }

    private static boolean isEmpty(byte[] map, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (map[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private byte side(Components parts, int component) {
        return rightShare(parts, component) >= 0.5 ? RIGHT : LEFT;
    }

    private double rightShare(Components parts, int component) {
        long[] right = new long[1];
        parts.forEachRun(component, (start, length) -> {
            int x = start % grid.nx();
            right[0] += Math.max(0, Math.min(length, x + length - (int) Math.ceil(middleX)));
        });
        return (double) right[0] / parts.size(component);
    }

    private boolean split(ByteVolume whole, byte[] map) {
        double reach = EROSIONS_MM[EROSIONS_MM.length - 1];
        int[] depth = NearDistance.of(whole.values(), (byte) 0, grid, reach + 1);
        ByteVolume core = ByteVolume.zeros(grid);
        for (double mm : EROSIONS_MM) {
            int limit = NearDistance.squared(mm);
            for (int i = 0; i < depth.length; i++) {
                core.values()[i] = depth[i] > limit ? (byte) 1 : 0;
            }
            Components parts = Components.of(core);
            if (parts.count() < 2) {
                continue;
            }
            boolean two = parts.size(1) > 2 * OTHER_LUNG * parts.size(0) && side(parts, 0) != side(parts, 1);
            if (two) {
                parts.paint(0, map, side(parts, 0));
                parts.paint(1, map, side(parts, 1));
                growWithin(whole.values(), map);
                return true;
            }
        }
        return false;
    }

    /** Gives every voxel of the mask to the seed that reaches it first, one face at a time. */
    private void growWithin(byte[] mask, byte[] map) {
        int[] steps = {1, -1, grid.nx(), -grid.nx(), grid.nx() * grid.ny(), -grid.nx() * grid.ny()};
        int[] queue = new int[1 << 16];
        int end = 0;
        for (int i = 0; i < map.length; i++) {
            if (map[i] != 0) {
                queue = end == queue.length ? Arrays.copyOf(queue, 2 * end) : queue;
                queue[end++] = i;
            }
        }
        for (int begin = 0; begin < end; begin++) {
            int at = queue[begin];
            int x = at % grid.nx();
            int y = at / grid.nx() % grid.ny();
            int z = at / grid.nx() / grid.ny();
            boolean[] leaves = {x == grid.nx() - 1, x == 0, y == grid.ny() - 1, y == 0, z == grid.nz() - 1, z == 0};
            for (int side = 0; side < 6; side++) {
                int next = at + steps[side];
                if (!leaves[side] && mask[next] != 0 && map[next] == 0) {
                    map[next] = map[at];
                    queue = end == queue.length ? Arrays.copyOf(queue, 2 * end) : queue;
                    queue[end++] = next;
                }
            }
        }
    }
}
