package org.lungmentor.preprocess.lungs;

import java.util.stream.IntStream;
import org.lungmentor.imaging.ArraySteps;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.RowSource;
import org.lungmentor.imaging.Volume;

/**
 * A scan turned canonical and averaged over blocks of about 2 mm: small enough to be quick, fine enough for lungs, and with less
 * noise. Values beyond air and soft tissue are clipped so that metal does not shine out of its block.
 *
 * @param hu block means, on {@code grid}
 * @param grid canonical, coarse
 * @param factors voxels of the scan a block along x, y, z; blocks at the far ends may be smaller
 */
record CoarseScan(short[] hu, Grid grid, int[] factors) {
    private static final double BLOCK_MM = 2;
    private static final double LOWEST_HU = -1024;
    private static final double HIGHEST_HU = 300;

    static CoarseScan of(Volume scan) {
        Grid canonical = Orientation.of(scan.grid().affine()).canonical(scan.grid());
        int[] factors = new int[3];
        int[] n = new int[3];
        double[] spacing = canonical.spacingMm();
        double[] shift = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            factors[axis] = (int) Math.max(1, Math.floor(BLOCK_MM / spacing[axis] + 0.5));
            n[axis] = (canonical.size(axis) + factors[axis] - 1) / factors[axis];
            spacing[axis] *= factors[axis];
            shift[axis] = (factors[axis] - 1) / 2.0;
        }
        Grid grid = new Grid(
                n[0],
                n[1],
                n[2],
                canonical.affine().withOriginAt(shift[0], shift[1], shift[2]).withSpacing(spacing));
        short[] hu = new short[grid.voxels()];
        RowSource rows = RowSource.canonical(scan).clipped(LOWEST_HU, HIGHEST_HU);
        IntStream.range(0, n[2]).parallel().forEach(z -> average(rows, canonical, factors, grid, z, hu));
        return new CoarseScan(hu, grid, factors);
    }

    /** A coarse map on the scan's own grid: every voxel has its block's value. */
    ByteVolume onto(Grid scan, byte[] coarse) {
        ByteVolume map = ByteVolume.zeros(scan);
        Orientation orientation = Orientation.of(scan.affine());
        Grid canonical = orientation.canonical(scan);
        ArraySteps steps = orientation.steps(scan);
        byte[] out = map.values();
        IntStream.range(0, canonical.nz()).parallel().forEach(z -> {
            for (int y = 0; y < canonical.ny(); y++) {
                int row = grid.index(0, y / factors[1], z / factors[2]);
                int at = steps.at(0, y, z);
                for (int x = 0; x < canonical.nx(); x++) {
                    out[at] = coarse[row + x / factors[0]];
                    at += steps.x();
                }
            }
        });
        return map;
    }

    private static void average(RowSource rows, Grid canonical, int[] factors, Grid grid, int z, short[] hu) {
        int nx = canonical.nx();
        double[] row = new double[nx];
        double[] sums = new double[grid.nx() * factors[0]]; // one voxel of the scan each: blocks are joined last
        int z0 = z * factors[2];
        int z1 = Math.min(z0 + factors[2], canonical.nz());
        for (int y = 0; y < grid.ny(); y++) {
            java.util.Arrays.fill(sums, 0);
            int y0 = y * factors[1];
            int y1 = Math.min(y0 + factors[1], canonical.ny());
            for (int k = z0; k < z1; k++) {
                for (int j = y0; j < y1; j++) {
                    rows.read(0, nx - 1, j, k, row);
                    for (int i = 0; i < nx; i++) {
                        sums[i] += row[i];
                    }
                }
            }
            for (int x = 0; x < grid.nx(); x++) {
                int x0 = x * factors[0];
                int x1 = Math.min(x0 + factors[0], nx);
                double sum = 0;
                for (int i = x0; i < x1; i++) {
                    sum += sums[i];
                }
                double count = (double) (x1 - x0) * (y1 - y0) * (z1 - z0);
                hu[grid.index(x, y, z)] = (short) Math.rint(sum / count);
            }
        }
    }
}
