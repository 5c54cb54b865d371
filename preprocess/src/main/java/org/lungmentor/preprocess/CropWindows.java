package org.lungmentor.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Resampler;
import org.lungmentor.imaging.VoxelBox;

/**
 * Where the teacher's crops lie on the resampled grid. One where it holds the whole resampled, thresholded box, named as the
 * case; else one for each connected component of that box, the largest first, {@code CASE_t1} and on. Where thresholding
 * leaves nothing, one around the middle of the box on the scan's own grid.
 *
 * @param names of the crops
 * @param windows voxels of the resampled grid; a window may leave it
 * @param boxVanished whether thresholding left nothing of the box
 */
record CropWindows(List<String> names, List<VoxelBox> windows, boolean boxVanished) {
    static CropWindows around(
            String name, SourceMask box, Resampler resampler, Grid canonical, Grid resampled, int edge) {
        VoxelBox support = box.support().orElseThrow();
        Optional<VoxelBox> reach = resampler.reach(support);
        Optional<ByteVolume> big = reach.map(part -> on(part, box, resampler, resampled));
        Optional<VoxelBox> bounds = big.flatMap(VoxelBox::around);
        if (bounds.isEmpty()) {
            VoxelBox window = VoxelBox.ofStart(startOnSource(support, canonical, edge), cube(edge));
            return new CropWindows(List.of(name), List.of(window), true);
        }
        int[] shift = reach.orElseThrow().start();
        VoxelBox whole = shifted(bounds.get(), shift);
        VoxelBox one = window(whole, edge);
        if (one.contains(whole)) {
            return new CropWindows(List.of(name), List.of(one), false);
        }
        Components components = Components.of(big.orElseThrow());
        List<String> names = new ArrayList<>();
        List<VoxelBox> windows = new ArrayList<>();
        for (int c = 0; c < components.count(); c++) {
            names.add(name + "_t" + (c + 1));
            windows.add(window(shifted(components.bounds(c), shift), edge));
        }
        return new CropWindows(names, windows, false);
    }

    /** Whether the voxel of the resampled grid lies in any crop. */
    boolean contain(int x, int y, int z) {
        for (VoxelBox window : windows) {
            if (window.contains(x, y, z)) {
                return true;
            }
        }
        return false;
    }

    /** The crop around a box on the resampled grid: its centre is {@code floor((min + max) / 2)}. */
    static VoxelBox window(VoxelBox around, int edge) {
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = (around.low(axis) + around.high(axis)) / 2 - edge / 2;
        }
        return VoxelBox.ofStart(start, cube(edge));
    }

    private static int[] startOnSource(VoxelBox support, Grid canonical, int edge) {
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double middle = (support.low(axis) + support.high(axis)) / 2.0;
            double at = middle * canonical.affine().spacingMm(axis) / TeacherCrops.SPACING_MM[axis];
            start[axis] = (int) Math.floor(at + 0.5) - edge / 2;
        }
        return start;
    }

    private static ByteVolume on(VoxelBox part, SourceMask box, Resampler resampler, Grid resampled) {
        Grid grid = new Grid(
                part.size(0),
                part.size(1),
                part.size(2),
                resampled.affine().withOriginAt(part.x0(), part.y0(), part.z0()));
        return new WindowResampler(resampler, part.start(), grid).mask(box);
    }

    private static VoxelBox shifted(VoxelBox box, int[] by) {
        return VoxelBox.ofStart(new int[] {box.x0() + by[0], box.y0() + by[1], box.z0() + by[2]}, box.shape());
    }

    private static int[] cube(int edge) {
        return new int[] {edge, edge, edge};
    }
}
