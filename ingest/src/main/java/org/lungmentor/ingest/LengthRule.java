package org.lungmentor.ingest;

import java.io.Serializable;
import java.util.Locale;
import org.lungmentor.dicom.SliceStack;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.UsageException;

/**
 * How long a scan may be, slices times their distance, both ends in (thesis: scans of other lengths are parts of a chest,
 * stacked, or whole bodies).
 *
 * @param lowestMm shortest
 * @param highestMm longest
 */
public record LengthRule(double lowestMm, double highestMm) implements Serializable {
    /** Any length. */
    public static final LengthRule NONE = new LengthRule(0, Double.POSITIVE_INFINITY);

    /** The rule for Lung-PET-CT-Dx. */
    public static final LengthRule CHEST = new LengthRule(160, 600);

    private static final double ROUNDING_MM = 1e-6;

    /**
     * {@code 160..600}.
     *
     * @throws UsageException if it is no such range
     */
    public static LengthRule parse(String text) {
        String[] ends = text.split("\\.\\.", -1);
        try {
            double low = Double.parseDouble(ends[0]);
            double high = Double.parseDouble(ends[ends.length - 1]);
            if (ends.length == 2 && low >= 0 && high >= low) {
                return new LengthRule(low, high);
            }
        } catch (NumberFormatException notNumbers) {
            throw wrong(text, notNumbers);
        }
        throw wrong(text, new IllegalArgumentException(text));
    }

    private static UsageException wrong(String text, Exception cause) {
        return new UsageException("A range of lengths looks like 160..600 (mm), not '" + text + "'.", cause);
    }

    /** @throws CaseRefused {@code too-short} or {@code too-long} */
    public void check(SliceStack stack) {
        double mm = stack.lengthMm();
        if (mm < lowestMm - ROUNDING_MM || mm > highestMm + ROUNDING_MM) {
            boolean isShort = mm < lowestMm;
            throw new CaseRefused(
                    isShort ? Reason.TOO_SHORT : Reason.TOO_LONG,
                    String.format(
                            Locale.ROOT,
                            "The scan is %.1f mm long (%d slices of %.2f mm), %s than %.0f mm: --length-mm changes what is taken.",
                            mm,
                            stack.slices().size(),
                            stack.spacingMm(),
                            isShort ? "shorter" : "longer",
                            isShort ? lowestMm : highestMm));
        }
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return lowestMm + ".." + highestMm;
    }
}
