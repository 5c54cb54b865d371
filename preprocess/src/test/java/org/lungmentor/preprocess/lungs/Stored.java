package org.lungmentor.preprocess.lungs;

import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;

/**
 * How the same scan lies in a file of another axis order.
 *
 * @param grid shape and affine in that order; every voxel stays where it is in the patient
 */
record Stored(Grid grid) {
    /** @param codes where the file's axes point to, as {@code LPS} */
    static Stored as(String codes, Grid scan) {
        Grid canonical = Orientation.of(scan.affine()).canonical(scan);
        int[] shape = new int[3];
        double[][] columns = new double[3][];
        double[] origin = canonical.affine().originMm();
        for (int axis = 0; axis < 3; axis++) {
            int letter = "RLAPSI".indexOf(codes.charAt(axis));
            int world = letter / 2;
            shape[axis] = canonical.size(world);
            columns[axis] = canonical.affine().column(world);
            for (int row = 0; row < 3 && letter % 2 == 1; row++) {
                origin[row] += columns[axis][row] * (shape[axis] - 1);
                columns[axis][row] = -columns[axis][row];
            }
        }
        return new Stored(new Grid(shape[0], shape[1], shape[2], Affine.ofColumns(columns, origin)));
    }

    Orientation orientation() {
        return Orientation.of(grid.affine());
    }
}
