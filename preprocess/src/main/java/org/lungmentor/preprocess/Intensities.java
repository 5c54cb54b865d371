package org.lungmentor.preprocess;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;

/**
 * How a scan's Hounsfield units become the network's input: clipped to [-1024, 1000], less the mean, divided by the population
 * standard deviation, both over all voxels of the clipped scan on its own grid (thesis: "in the image").
 *
 * @param mean in HU
 * @param sd in HU, above 0
 */
public record Intensities(double mean, double sd) {
    /** Lower end of the window in HU; also what lies outside the scan. */
    static final double LOWEST_HU = -1024;
    /** Upper end of the window in HU. */
    static final double HIGHEST_HU = 1000;

    /** @throws IllegalArgumentException if the standard deviation is not above 0 */
    public Intensities {
        if (!(sd > 0)) {
            throw new IllegalArgumentException("A standard deviation of " + sd);
        }
    }

    /**
     * Mean and standard deviation of a scan: exact for int16, in double otherwise; the same for any number of threads.
     *
     * @throws CaseRefused {@link Reason#NOT_FINITE} for NaN or infinity, {@link Reason#CONSTANT_IMAGE} if all voxels are alike
     *     after clipping
     */
    static Intensities of(Volume image) {
        Intensities found;
        try {
            found = image instanceof ShortVolume hu ? ofIntegers(hu) : ofReals(image);
        } catch (IllegalArgumentException e) {
            throw new CaseRefused(
                    Reason.CONSTANT_IMAGE,
                    "All voxels of the image are alike between -1024 and 1000 HU: it shows nothing. Check that it is the scan.",
                    e);
        }
        return found;
    }

    /** A Hounsfield unit within the window as the network sees it. */
    double normalise(double hu) {
        return (hu - mean) / sd;
    }

    private static Intensities ofIntegers(ShortVolume image) {
        Grid grid = image.grid();
        int slice = grid.nx() * grid.ny();
        long[] sums = new long[grid.nz()];
        long[] squares = new long[grid.nz()];
        IntStream.range(0, grid.nz()).parallel().forEach(z -> {
            short[] values = image.values();
            long sum = 0;
            long square = 0;
            for (int i = z * slice; i < (z + 1) * slice; i++) {
                int v = Math.min(Math.max(values[i], -1024), 1000);
                sum += v;
                square += (long) v * v;
            }
            sums[z] = sum;
            squares[z] = square;
        });
        BigInteger n = BigInteger.valueOf(grid.voxels());
        BigInteger sum = BigInteger.valueOf(
                IntStream.range(0, sums.length).mapToLong(z -> sums[z]).sum());
        BigInteger square = BigInteger.valueOf(
                IntStream.range(0, squares.length).mapToLong(z -> squares[z]).sum());
        double variance = n.multiply(square).subtract(sum.multiply(sum)).doubleValue() / grid.voxels() / grid.voxels();
        return new Intensities(sum.doubleValue() / grid.voxels(), Math.sqrt(variance));
    }

    private static Intensities ofReals(Volume image) {
        Grid grid = image.grid();
        double mean = sumOverSlices(image, 0, false) / grid.voxels();
        double variance = sumOverSlices(image, mean, true) / grid.voxels();
        return new Intensities(mean, Math.sqrt(variance));
    }

    private static double sumOverSlices(Volume image, double from, boolean squared) {
        Grid grid = image.grid();
        int slice = grid.nx() * grid.ny();
        double[] sums = new double[grid.nz()];
        IntStream.range(0, grid.nz()).parallel().forEach(z -> {
            double sum = 0;
            for (int i = z * slice; i < (z + 1) * slice; i++) {
                float raw = image.value(i);
                if (!Float.isFinite(raw)) {
                    int y = i / grid.nx() % grid.ny();
                    throw new CaseRefused(
                            Reason.NOT_FINITE,
                            "The image has the value " + raw + " at voxel (" + i % grid.nx() + ", " + y + ", " + z
                                    + "). Set such voxels to -1024 first.");
                }
                double v = Math.min(Math.max(raw, LOWEST_HU), HIGHEST_HU) - from;
                sum += squared ? v * v : v;
            }
            sums[z] = sum;
        });
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }
}
