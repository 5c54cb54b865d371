package org.lungmentor.dicom.phantom;

import java.util.Random;
import org.lungmentor.imaging.Grid;

/** Slow waves of density, as lungs have them: a sum of a few cosines of random direction. */
final class Texture {
    private static final int WAVES = 8;

    private final double[][] direction = new double[WAVES][3];
    private final double[] phase = new double[WAVES];

    Texture(Random random) {
        for (int w = 0; w < WAVES; w++) {
            for (int axis = 0; axis < 3; axis++) {
                direction[w][axis] = 14 * random.nextGaussian();
            }
            phase[w] = 2 * Math.PI * random.nextDouble();
        }
    }

    /** Adds the waves to the voxels that have the value {@code where}. */
    void add(float[] hu, Grid grid, double amplitude, float where) {
        for (int k = 0; k < grid.nz(); k++) {
            for (int j = 0; j < grid.ny(); j++) {
                for (int i = 0; i < grid.nx(); i++) {
                    int at = grid.index(i, j, k);
                    if (hu[at] == where) {
                        hu[at] += (float) (amplitude
                                * wave((double) i / grid.nx(), (double) j / grid.ny(), (double) k / grid.nz()));
                    }
                }
            }
        }
    }

    private double wave(double x, double y, double z) {
        double sum = 0;
        for (int w = 0; w < WAVES; w++) {
            sum += StrictMath.cos(direction[w][0] * x + direction[w][1] * y + direction[w][2] * z + phase[w]);
        }
        return sum / Math.sqrt(WAVES);
    }
}
