package org.lungmentor.preprocess.lungs;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lungmentor.imaging.Grid;

/**
 * Distances up to a few voxels, exact between voxel centres: for each voxel the squared distance to the nearest voxel of a set, in
 * units of {@link #UNIT_MM} squared. A minimum over a window along each axis in turn (squared distances add up); beyond the
 * reach the result is at least the reach squared and otherwise meaningless.
 */
final class NearDistance {
    /** Unit of length: 1/16 mm. */
    static final double UNIT_MM = 1.0 / 16;

    private static final int FAR = 1 << 28;

    private NearDistance() {}

    /** A distance in mm as it compares with the results. */
    static int squared(double mm) {
        double units = mm / UNIT_MM;
        return (int) Math.floor(units * units);
    }

    /**
     * @param set the voxels to which distances are taken: those equal to {@code value}
     * @param reachMm up to where distances must be right
     */
    static int[] of(byte[] set, byte value, Grid grid, double reachMm) {
        int nx = grid.nx();
        int ny = grid.ny();
        int nz = grid.nz();
        int[] dx = costs(grid.affine().spacingMm(0), reachMm);
        int[] dy = costs(grid.affine().spacingMm(1), reachMm);
        int[] dz = costs(grid.affine().spacingMm(2), reachMm);
        int[] alongX = new int[set.length];
        int[] alongY = new int[set.length];
        IntStream.range(0, nz).parallel().forEach(z -> {
            for (int y = 0; y < ny; y++) {
                int row = grid.index(0, y, z);
                alongRow(set, value, alongX, row, nx, dx);
            }
            for (int y = 0; y < ny; y++) {
                int row = grid.index(0, y, z);
                Arrays.fill(alongY, row, row + nx, FAR);
                for (int k = Math.max(-y, 1 - dy.length); k < Math.min(ny - y, dy.length); k++) {
                    lower(alongY, row, alongX, row + k * nx, nx, dy[Math.abs(k)]);
                }
            }
        });
        int[] result = alongX; // no longer needed
        IntStream.range(0, nz).parallel().forEach(z -> {
            int slice = nx * ny;
            Arrays.fill(result, z * slice, (z + 1) * slice, FAR);
            for (int k = Math.max(-z, 1 - dz.length); k < Math.min(nz - z, dz.length); k++) {
                lower(result, z * slice, alongY, (z + k) * slice, slice, dz[Math.abs(k)]);
            }
        });
        return result;
    }

    private static void lower(int[] into, int at, int[] from, int start, int n, int cost) {
        for (int i = 0; i < n; i++) {
            into[at + i] = Math.min(into[at + i], from[start + i] + cost);
        }
    }

    private static void alongRow(byte[] set, byte value, int[] out, int row, int nx, int[] costs) {
        int last = -FAR;
        for (int x = 0; x < nx; x++) {
            last = set[row + x] == value ? x : last;
            int away = x - last;
            out[row + x] = away < costs.length ? costs[away] : FAR;
        }
        int next = FAR;
        for (int x = nx - 1; x >= 0; x--) {
            next = set[row + x] == value ? x : next;
            int away = next - x;
            if (away < costs.length) {
                out[row + x] = Math.min(out[row + x], costs[away]);
            }
        }
    }

    private static int[] costs(double spacing, double reachMm) {
        int[] costs = new int[(int) Math.ceil(reachMm / spacing) + 1];
        for (int k = 0; k < costs.length; k++) {
            double units = k * spacing / UNIT_MM;
            costs[k] = (int) Math.min(FAR / 4, Math.rint(units * units));
        }
        return costs;
    }
}
