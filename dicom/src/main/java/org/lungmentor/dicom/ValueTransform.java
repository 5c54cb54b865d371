package org.lungmentor.dicom;

import java.io.Serializable;

/**
 * What makes Hounsfield units of a slice's stored values (PS3.3 C.11.1.1.2), and which stored values stand for no
 * measurement (PS3.3 C.7.5.1.1.2).
 *
 * @param slope rescale slope
 * @param intercept rescale intercept
 * @param type rescale type as found, empty if there is none
 * @param paddingLow lowest stored value that means padding; above {@code paddingHigh} where there is none
 * @param paddingHigh highest stored value that means padding
 */
public record ValueTransform(double slope, double intercept, String type, int paddingLow, int paddingHigh)
        implements Serializable {
    /** Largest slope and intercept that are taken: with them the values of 32 bits still fit a {@code long}. */
    static final double LARGEST = 1 << 30;

    /** Refuses a slope of 0, and what is no number or beyond 2^30. */
    public ValueTransform {
        if (!(Math.abs(slope) <= LARGEST) || slope == 0 || !(Math.abs(intercept) <= LARGEST)) {
            throw new IllegalArgumentException("No rescale slope and intercept: " + slope + ", " + intercept);
        }
    }

    /** Without padding. */
    public static ValueTransform of(double slope, double intercept, String type) {
        return new ValueTransform(slope, intercept, type, Integer.MAX_VALUE, Integer.MIN_VALUE);
    }

    /** Whether all values are whole numbers. */
    public boolean isWhole() {
        return slope == Math.rint(slope) && intercept == Math.rint(intercept);
    }

    boolean isPadding(int stored) {
        return stored >= paddingLow && stored <= paddingHigh;
    }
}
