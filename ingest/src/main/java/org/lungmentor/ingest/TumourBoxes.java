package org.lungmentor.ingest;

import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;

/**
 * Boxes drawn about each connected tumour (26 neighbours) by itself: in every axial slice a filled rectangle for each tumour
 * that the slice cuts. Two tumours in one slice share one rectangle in {@link org.lungmentor.imaging.Segbox}, and the middle
 * of a crop about it falls between them.
 */
final class TumourBoxes {
    private static final int LOW_A = 0;
    private static final int HIGH_A = 1;
    private static final int LOW_B = 2;
    private static final int HIGH_B = 3;

    private TumourBoxes() {}

    /** @return 0 and 1 on the mask's grid; the slice axis is the array axis that becomes z in canonical */
    static ByteVolume of(ByteVolume mask) {
        Grid grid = mask.grid();
        int axis = Orientation.of(grid.affine()).sourceAxis(2);
        int[] steps = {1, grid.nx(), grid.nx() * grid.ny()};
        int a = axis == 0 ? 1 : 0;
        int b = axis == 2 ? 1 : 2;
        Components tumours = Components.of(mask);
        ByteVolume boxes = ByteVolume.zeros(grid);
        for (int tumour = 0; tumour < tumours.count(); tumour++) {
            int[][] rectangles = new int[grid.size(axis)][0];
            tumours.forEachRun(tumour, (start, length) -> {
                for (int v = start; v < start + length; v++) {
                    int[] at = {v % grid.nx(), v / grid.nx() % grid.ny(), v / grid.nx() / grid.ny()};
                    rectangles[at[axis]] = around(rectangles[at[axis]], at[a], at[b]);
                }
            });
            for (int slice = 0; slice < rectangles.length; slice++) {
                fill(rectangles[slice], boxes.values(), slice * steps[axis], steps[a], steps[b]);
            }
        }
        return boxes;
    }

    private static int[] around(int[] rectangle, int a, int b) {
        if (rectangle.length == 0) {
            return new int[] {a, a, b, b};
        }
        rectangle[LOW_A] = Math.min(rectangle[LOW_A], a);
        rectangle[HIGH_A] = Math.max(rectangle[HIGH_A], a);
        rectangle[LOW_B] = Math.min(rectangle[LOW_B], b);
        rectangle[HIGH_B] = Math.max(rectangle[HIGH_B], b);
        return rectangle;
    }

    private static void fill(int[] rectangle, byte[] boxes, int first, int stepA, int stepB) {
        if (rectangle.length == 0) {
            return;
        }
        for (int b = rectangle[LOW_B]; b <= rectangle[HIGH_B]; b++) {
            for (int a = rectangle[LOW_A]; a <= rectangle[HIGH_A]; a++) {
                boxes[first + a * stepA + b * stepB] = 1;
            }
        }
    }
}
