package org.lungmentor.ingest;

import org.lungmentor.imaging.ArraySteps;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;

/**
 * A tumour's diameter in the axial slice where it is largest: the mean of the major and the minor axis of the ellipse with the
 * same second moments (method: figures of a dataset). An axis is 4 times the square root of the moment; each pixel adds the
 * moment of its own square, a twelfth of its side's square, so that one pixel is not of size 0 (as in scikit-image).
 */
final class TumourDiameter {
    private static final double OF_A_SQUARE = 1.0 / 12;

    private TumourDiameter() {}

    /** In mm; 0 for an empty mask. Of equally large slices the lowest counts. */
    static double ofMm(ByteVolume mask) {
        Orientation orientation = Orientation.of(mask.grid().affine());
        Grid grid = orientation.canonical(mask.grid());
        ArraySteps steps = orientation.steps(mask.grid());
        int best = -1;
        long most = 0;
        for (int z = 0; z < grid.nz(); z++) {
            long count = 0;
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    count += mask.values()[steps.at(x, y, z)] == 0 ? 0 : 1;
                }
            }
            if (count > most) {
                most = count;
                best = z;
            }
        }
        return best < 0 ? 0 : meanAxisMm(mask, grid, steps, best);
    }

    private static double meanAxisMm(ByteVolume mask, Grid grid, ArraySteps steps, int z) {
        double mmX = grid.spacingMm()[0];
        double mmY = grid.spacingMm()[1];
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        for (int y = 0; y < grid.ny(); y++) {
            for (int x = 0; x < grid.nx(); x++) {
                if (mask.values()[steps.at(x, y, z)] != 0) {
                    n++;
                    sumX += x * mmX;
                    sumY += y * mmY;
                    sumXx += x * mmX * x * mmX;
                    sumXy += x * mmX * y * mmY;
                    sumYy += y * mmY * y * mmY;
                }
            }
        }
        double xx = sumXx / n - sumX / n * sumX / n + OF_A_SQUARE * mmX * mmX;
        double yy = sumYy / n - sumY / n * sumY / n + OF_A_SQUARE * mmY * mmY;
        double xy = sumXy / n - sumX / n * sumY / n;
        double middle = (xx + yy) / 2;
        double half = Math.hypot((xx - yy) / 2, xy);
        return 2 * (Math.sqrt(middle + half) + Math.sqrt(Math.max(0, middle - half)));
    }
}
