package org.lungmentor.preprocess.lungs;

import java.util.Arrays;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.VoxelBox;

/**
 * Trachea and main bronchi: a small round region of air near the body's middle in a slice near the top, followed downwards from
 * slice to slice through regions that overlap it. A region much larger than an airway is where a bronchus opens into
 * the lung: it is not followed.
 */
final class Airway {
    private static final double SMALLEST_MM2 = 40;
    private static final double LARGEST_MM2 = 900;
    private static final double OFF_MIDDLE_MM = 45;
    private static final double SEARCHED_SHARE = 0.6;

    private final BodyAir body;
    private final Grid grid;
    private final byte[] airway;

    private Airway(BodyAir body) {
        this.body = body;
        this.grid = body.air().grid();
        this.airway = new byte[grid.voxels()];
    }

    /** 1 in trachea and main bronchi; all 0 where none is found. */
    static byte[] of(BodyAir body) {
        Airway found = new Airway(body);
        for (int z = found.grid.nz() - 1; z >= found.grid.nz() * (1 - SEARCHED_SHARE); z--) {
            if (found.startsAt(z)) {
                found.follow(z);
                break;
            }
        }
        return found.airway;
    }

    /** Marks the region of slice z that looks like a trachea and lies nearest to the middle. */
    private boolean startsAt(int z) {
        Components regions = regions(z);
        double pixel = grid.affine().spacingMm(0) * grid.affine().spacingMm(1);
        int best = -1;
        double nearest = OFF_MIDDLE_MM;
        for (int c = 0; c < regions.count(); c++) {
            double area = regions.size(c) * pixel;
            if (area < SMALLEST_MM2 || area > LARGEST_MM2) {
                continue;
            }
            VoxelBox box = regions.bounds(c);
            double width = box.size(0) * grid.affine().spacingMm(0);
            double depth = box.size(1) * grid.affine().spacingMm(1);
            boolean round = Math.max(width, depth) < 2.5 * Math.min(width, depth) && area > 0.4 * width * depth;
            double off = Math.abs((box.x0() + box.x1()) / 2.0 - body.middleX())
                    * grid.affine().spacingMm(0);
            if (round && off < nearest) {
                nearest = off;
                best = c;
            }
        }
        if (best < 0) {
            return false;
        }
        mark(regions, best, z);
        return true;
    }

    private void follow(int from) {
        int slice = grid.nx() * grid.ny();
        double pixel = grid.affine().spacingMm(0) * grid.affine().spacingMm(1);
        boolean any = true;
        for (int z = from - 1; z >= 0 && any; z--) {
            any = false;
            int above = (z + 1) * slice;
            Components regions = regions(z);
            for (int c = 0; c < regions.count(); c++) {
                boolean[] overlaps = new boolean[1];
                regions.forEachRun(c, (start, length) -> {
                    for (int i = start; i < start + length; i++) {
                        overlaps[0] |= airway[above + i] != 0;
                    }
                });
                if (overlaps[0] && regions.size(c) * pixel <= LARGEST_MM2) {
                    mark(regions, c, z);
                    any = true;
                }
            }
        }
    }

    private void mark(Components regions, int component, int z) {
        int slice = z * grid.nx() * grid.ny();
        regions.forEachRun(
                component, (start, length) -> Arrays.fill(airway, slice + start, slice + start + length, (byte) 1));
    }

    private Components regions(int z) {
        int slice = grid.nx() * grid.ny();
        byte[] air = Arrays.copyOfRange(body.air().values(), z * slice, (z + 1) * slice);
        return Components.of(new ByteVolume(new Grid(grid.nx(), grid.ny(), 1, grid.affine()), air));
    }
}
