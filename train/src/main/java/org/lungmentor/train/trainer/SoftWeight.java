package org.lungmentor.train.trainer;

import java.io.Serializable;
import org.lungmentor.imaging.UsageException;

/**
 * How much the loss of a crop counts whose label a teacher wrote, beside 1 for one that was drawn by hand: always the same, or
 * by how sure the teacher was, which is the mean probability of the voxels that it calls tumour (0.5 and above), 0 where it
 * found none.
 *
 * @param factor 0 to 1; 1 where the teacher's confidence decides
 * @param byConfidence whether the teacher's confidence decides
 */
public record SoftWeight(double factor, boolean byConfidence) implements Serializable {
    /** Soft labels count as much as strong ones, as in the method. */
    public static final SoftWeight FULL = new SoftWeight(1, false);

    private static final String CONFIDENCE = "confidence";
    private static final float TUMOUR = 0.5f;

    /** @throws UsageException if the factor is none from 0 to 1, or not 1 beside the confidence */
    public SoftWeight {
        if (!(factor >= 0 && factor <= 1) || (byConfidence && factor != 1)) {
            throw new UsageException("--soft-weight " + factor + " cannot be: give 0 to 1, or confidence.");
        }
    }

    /**
     * @param text a number, or {@code confidence}
     * @throws UsageException if it is neither
     */
    public static SoftWeight parse(String text) {
        if (text.equals(CONFIDENCE)) {
            return new SoftWeight(1, true);
        }
        try {
            return new SoftWeight(Double.parseDouble(text), false);
        } catch (NumberFormatException e) {
            throw new UsageException("--soft-weight " + text + " cannot be: give 0 to 1, or confidence.", e);
        }
    }

    /** The weight of a crop with this soft label. */
    double of(float[] label) {
        return byConfidence ? confidence(label) : factor;
    }

    private static double confidence(float[] label) {
        double sum = 0;
        int voxels = 0;
        for (float p : label) {
            if (p >= TUMOUR) {
                sum += p;
                voxels++;
            }
        }
        return voxels == 0 ? 0 : sum / voxels;
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return byConfidence ? CONFIDENCE : Double.toString(factor);
    }
}
