package org.lungmentor.imaging;

import java.io.Serializable;
import java.util.Locale;

/**
 * From a NIfTI scan's values to Hounsfield units, and whether they can be such: some scans are stored as 0 to 4095 or scaled
 * to 0..1, and give empty lungs unseen.
 *
 * @param slope factor
 * @param intercept added
 */
public record Rescale(double slope, double intercept) implements Serializable {
    /** Values as they are. */
    public static final Rescale NONE = new Rescale(1, 0);

    private static final double LOWEST_OF_A_CT = -200;
    private static final double SMALLEST_DEVIATION = 10;

    /**
     * {@code 1,-1024}.
     *
     * @throws UsageException if it is no such pair
     */
    public static Rescale parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            Rescale rescale = new Rescale(Double.parseDouble(parts[0]), Double.parseDouble(parts[parts.length - 1]));
            if (parts.length == 2
                    && rescale.slope != 0
                    && Double.isFinite(rescale.slope)
                    && Double.isFinite(rescale.intercept)) {
                return rescale;
            }
        } catch (NumberFormatException notNumbers) {
            throw new UsageException(
                    "--rescale wants SLOPE,INTERCEPT, such as 1,-1024, not '" + text + "'.", notNumbers);
        }
        throw new UsageException("--rescale wants SLOPE,INTERCEPT, such as 1,-1024, not '" + text + "'.");
    }

    /**
     * Hounsfield units: int16 where all are whole numbers that fit, else float32.
     *
     * @throws CaseRefused {@code not-finite}, or {@code not-hounsfield} with the range that was found
     */
    public Volume apply(Volume stored) {
        int n = stored.grid().voxels();
        double sum = 0;
        double squares = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        for (int i = 0; i < n; i++) {
            double v = value(stored, i);
            sum += v;
            squares += v * v;
            lowest = Math.min(lowest, v);
            highest = Math.max(highest, v);
            whole &= v == (short) v;
        }
        if (!Double.isFinite(sum)) {
            throw new CaseRefused(Reason.NOT_FINITE, "The image holds NaN or infinity: mend it where it was made.");
        }
        double deviation = Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
        if (lowest > LOWEST_OF_A_CT || deviation < SMALLEST_DEVIATION) {
            throw new CaseRefused(
                    Reason.NOT_HOUNSFIELD,
                    String.format(
                            Locale.ROOT,
                            "The image's values run from %.4g to %.4g (standard deviation %.4g), which cannot be Hounsfield units: --rescale SLOPE,INTERCEPT makes them such.",
                            lowest,
                            highest,
                            deviation));
        }
        if (stored instanceof ShortVolume && equals(NONE)) {
            return stored;
        }
        if (whole) {
            short[] values = new short[n];
            for (int i = 0; i < n; i++) {
                values[i] = (short) value(stored, i);
            }
            return new ShortVolume(stored.grid(), values);
        }
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) value(stored, i);
        }
        return new FloatVolume(stored.grid(), values);
    }

    private double value(Volume stored, int i) {
        return stored.value(i) * slope + intercept;
    }
}
