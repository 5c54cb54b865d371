package org.lungmentor.imaging;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the 48 ways to store the same scan: new axis a is old axis {@code permutation[a]}, reversed where {@code flips[a]};
 * array and affine alike, so that every voxel stays where it is in the patient.
 */
record Turned(int[] permutation, boolean[] flips) {
    static List<Turned> all() {
        List<Turned> all = new ArrayList<>();
        int[][] permutations = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] permutation : permutations) {
            for (int bits = 0; bits < 8; bits++) {
                all.add(new Turned(permutation, new boolean[] {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0}));
            }
        }
        return all;
    }

    Grid grid(Grid old) {
        double[][] columns = new double[3][];
        double[] origin = old.affine().originMm();
        int[] shape = new int[3];
        for (int a = 0; a < 3; a++) {
            columns[a] = old.affine().column(permutation[a]);
            shape[a] = old.size(permutation[a]);
            for (int row = 0; row < 3 && flips[a]; row++) {
                origin[row] += columns[a][row] * (shape[a] - 1);
                columns[a][row] = -columns[a][row];
            }
        }
        return new Grid(shape[0], shape[1], shape[2], Affine.ofColumns(columns, origin));
    }

    FloatVolume of(Volume old) {
        Grid grid = grid(old.grid());
        float[] values = new float[grid.voxels()];
        int[] at = new int[3];
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    int[] here = {x, y, z};
                    for (int a = 0; a < 3; a++) {
                        at[permutation[a]] = flips[a] ? grid.size(a) - 1 - here[a] : here[a];
                    }
                    values[grid.index(x, y, z)] = old.value(old.grid().index(at[0], at[1], at[2]));
                }
            }
        }
        return new FloatVolume(grid, values);
    }
}
