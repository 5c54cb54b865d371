package org.lungmentor.preprocess;

import java.util.ArrayList;
import java.util.List;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Volume;

/** The same scan as other files would hold it: axes in another order or direction, every voxel where it was in the patient. */
public final class Stored {
    private Stored() {}

    /** The 48 ways, as letters: where the axes point to. */
    public static List<String> allCodes() {
        List<String> all = new ArrayList<>();
        for (String order : List.of("RAS", "RSA", "ARS", "ASR", "SRA", "SAR")) {
            for (int bits = 0; bits < 8; bits++) {
                StringBuilder codes = new StringBuilder();
                for (int axis = 0; axis < 3; axis++) {
                    char letter = order.charAt(axis);
                    codes.append((bits >> axis & 1) == 0 ? letter : "LPI".charAt("RAS".indexOf(letter)));
                }
                all.add(codes.toString());
            }
        }
        return all;
    }

    /** The volume with axes that point to where {@code codes} says. */
    public static <V extends Volume> V as(String codes, V volume) {
        V canonical = Orientation.of(volume.grid().affine()).toCanonical(volume);
        Grid grid = grid(codes, canonical.grid());
        return Orientation.of(grid.affine()).fromCanonical(canonical, grid);
    }

    private static Grid grid(String codes, Grid canonical) {
        int[] shape = new int[3];
        double[][] columns = new double[3][];
        double[] origin = canonical.affine().originMm();
        for (int axis = 0; axis < 3; axis++) {
            int letter = "RLAPSI".indexOf(codes.charAt(axis));
            shape[axis] = canonical.size(letter / 2);
            columns[axis] = canonical.affine().column(letter / 2);
            for (int row = 0; row < 3 && letter % 2 == 1; row++) {
                origin[row] += columns[axis][row] * (shape[axis] - 1);
                columns[axis][row] = -columns[axis][row];
            }
        }
        return new Grid(shape[0], shape[1], shape[2], Affine.ofColumns(columns, origin));
    }
}
