package org.lungmentor.preprocess.lungs;

import java.util.stream.IntStream;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/**
 * Air within the body: darker than a threshold and, in its axial slice, not joined to room air at the slice's
 * edge. The threshold is Otsu's
 * between air and tissue within the body, kept near -320 HU.
 *
 * @param air 1 where there is air within the body
 * @param bodyVoxels voxels within the body, air included
 * @param middleX middle of the body along canonical x, in voxels
 */
record BodyAir(ByteVolume air, long bodyVoxels, double middleX) {
    private static final int USUAL_HU = -320;
    private static final int OUTSIDE_HU = -940; // the room's air; a lung that the field of view cuts is denser
    private static final int LOWEST_HU = -450;
    private static final int HIGHEST_HU = -250;

    static BodyAir of(CoarseScan scan) {
        Grid grid = scan.grid();
        short[] hu = scan.hu();
        byte[] outside = new byte[grid.voxels()];
        IntStream.range(0, grid.nz()).parallel().forEach(z -> floodFromEdge(hu, grid, z, outside));
        int threshold = threshold(hu, outside);
        ByteVolume air = ByteVolume.zeros(grid);
        long body = 0;
        long sumX = 0;
        for (int i = 0; i < outside.length; i++) {
            if (outside[i] == 0) {
                body++;
                sumX += i % grid.nx();
                air.values()[i] = hu[i] < threshold ? (byte) 1 : 0;
            }
        }
        return new BodyAir(air, body, body == 0 ? 0 : (double) sumX / body);
    }

    private static void floodFromEdge(short[] hu, Grid grid, int z, byte[] outside) {
        int nx = grid.nx();
        int ny = grid.ny();
        int slice = z * nx * ny;
        int[] queue = new int[nx * ny];
        int end = 0;
        for (int i = 0; i < nx * ny; i++) {
            int x = i % nx;
            int y = i / nx;
            boolean edge = x == 0 || y == 0 || x == nx - 1 || y == ny - 1;
            if (edge && hu[slice + i] < OUTSIDE_HU) {
                outside[slice + i] = 1;
                queue[end++] = i;
            }
        }
        for (int begin = 0; begin < end; begin++) {
            int at = queue[begin];
            int x = at % nx;
            for (int side = 0; side < 4; side++) {
                int next = side == 0 ? at - 1 : side == 1 ? at + 1 : side == 2 ? at - nx : at + nx;
                boolean leaves = (side == 0 && x == 0) || (side == 1 && x == nx - 1) || next < 0 || next >= nx * ny;
                if (!leaves && outside[slice + next] == 0 && hu[slice + next] < USUAL_HU) {
                    outside[slice + next] = 1;
                    queue[end++] = next;
                }
            }
        }
    }

    /** Otsu's threshold among the body's voxels of -1000 to 100 HU, in steps of 10 HU. */
    private static int threshold(short[] hu, byte[] outside) {
        int bins = 110;
        long[] histogram = new long[bins];
        for (int i = 0; i < hu.length; i++) {
            int bin = Math.floorDiv(hu[i] + 1000, 10);
            if (outside[i] == 0 && bin >= 0 && bin < bins) {
                histogram[bin]++;
            }
        }
        double total = 0;
        double sum = 0;
        for (int b = 0; b < bins; b++) {
            total += histogram[b];
            sum += (double) b * histogram[b];
        }
        double below = 0;
        double sumBelow = 0;
        double best = -1;
        int threshold = USUAL_HU;
        for (int b = 0; b < bins - 1; b++) {
            below += histogram[b];
            sumBelow += (double) b * histogram[b];
            if (below == 0 || below == total) {
                continue;
            }
            double gap = sumBelow / below - (sum - sumBelow) / (total - below);
            double between = below * (total - below) * gap * gap;
            if (between > best) {
                best = between;
                threshold = (b + 1) * 10 - 1000;
            }
        }
        return Math.min(Math.max(threshold, LOWEST_HU), HIGHEST_HU);
    }
}
