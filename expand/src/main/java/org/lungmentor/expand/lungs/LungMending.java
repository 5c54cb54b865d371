package org.lungmentor.expand.lungs;

import java.util.Arrays;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.VoxelBox;

/** Classes of all slices together to one piece for each lung, without holes. */
final class LungMending {
    /** On a single slice smaller background regions are holes, joined over 4 neighbours, at the slice's edge too. */
    private static final int LARGE_REGION = 64;

    private LungMending() {}

    /**
     * Small pieces go to their neighbours ({@link LungPieces}); then of each label the largest component stays (26 neighbours) and its
     * holes are filled (background joined over 6 neighbours). Where a filled hole of the left lung covers the right one, the left
     * one wins.
     *
     * @param classes 0, 1, 2 on the stack of crops [slices, rows, columns], columns along the grid's x
     */
    static ByteVolume mended(ByteVolume classes) {
        ByteVolume joined = LungPieces.joined(classes);
        ByteVolume mended = ByteVolume.zeros(classes.grid());
        for (int label = 1; label <= LungPieces.LABELS; label++) {
            Components components = Components.of(LungPieces.only(joined, label));
            if (components.count() > 0) {
                fill(components, mended.values(), (byte) label);
            }
        }
        return mended;
    }

    private static void fill(Components components, byte[] into, byte label) {
        components.paint(0, into, label);
        if (components.grid().nz() == 1) {
            fillSmallRegions(components.mask(0), into, label);
        } else {
            fillHoles(components, into, label);
        }
    }

    private static void fillSmallRegions(ByteVolume mask, byte[] into, byte label) {
        BinaryPlane plane = new BinaryPlane(mask.grid().ny(), mask.grid().nx(), mask.values());
        boolean[] seen = new boolean[into.length];
        for (int i = 0; i < into.length; i++) {
            if (mask.values()[i] == 0 && !seen[i]) {
                int[] region = plane.component(i, 4);
                for (int at : region) {
                    seen[at] = true;
                    into[at] = region.length < LARGE_REGION ? label : into[at];
                }
            }
        }
    }

    /** What a flood from outside does not reach within the box around the component and a rim of one voxel. */
    private static void fillHoles(Components components, byte[] into, byte label) {
        Grid grid = components.grid();
        VoxelBox box = components.bounds(0);
        int nx = box.size(0) + 2;
        int ny = box.size(1) + 2;
        int nz = box.size(2) + 2;
        byte[] solid = new byte[nx * ny * nz];
        components.forEachRun(0, (start, length) -> {
            int x = start % grid.nx() - box.x0() + 1;
            int y = start / grid.nx() % grid.ny() - box.y0() + 1;
            int z = start / grid.nx() / grid.ny() - box.z0() + 1;
            int at = (z * ny + y) * nx + x;
            Arrays.fill(solid, at, at + length, (byte) 1);
        });
        flood(solid, nx, nx * ny);
        for (int z = 0; z < nz - 2; z++) {
            for (int y = 0; y < ny - 2; y++) {
                int from = ((z + 1) * ny + y + 1) * nx + 1;
                int to = grid.index(box.x0(), box.y0() + y, box.z0() + z);
                for (int x = 0; x < nx - 2; x++) {
                    into[to + x] = solid[from + x] == 0 ? label : into[to + x];
                }
            }
        }
    }

    /** Sets all zeros that are joined to the first voxel. The rim is 0, so a step across the array's end stays in the rim. */
    private static void flood(byte[] solid, int row, int slice) {
        int[] steps = {-1, 1, -row, row, -slice, slice};
        int[] queue = new int[solid.length];
        int end = 0;
        queue[end++] = 0;
        solid[0] = 1;
        for (int begin = 0; begin < end; begin++) {
            for (int step : steps) {
                int at = queue[begin] + step;
                if (at >= 0 && at < solid.length && solid[at] == 0) {
                    solid[at] = 1;
                    queue[end++] = at;
                }
            }
        }
    }
}
