package org.lungmentor.evaluate;

import java.util.Arrays;
import java.util.Locale;
import org.lungmentor.imaging.UsageException;

/**
 * By what share a predicted component p is judged to be a true positive; it must be more than 25 % (thesis 3.6). T is the
 * truth, t one of its components.
 */
public enum Overlap {
    /** |p and t| / |t| for some t. */
    TRUTH,
    /** |p and T| / |p|; a true positive then finds every t that it shares a voxel with. */
    PREDICTION,
    /** |p and t| / |p or t| for some t. */
    IOU;

    /** As on the command line: {@code truth}, {@code prediction}, {@code iou}. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UsageException if there is no such option */
    public static Overlap of(String option) {
        return Arrays.stream(values())
                .filter(o -> o.option().equals(option))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException("There is no overlap \"" + option + "\": say truth, prediction or iou."));
    }

    /** Whether the share is more than a quarter; in whole voxels, so that exactly a quarter is not enough. */
    boolean isHit(long shared, long predicted, long truth) {
        return switch (this) {
            case TRUTH -> 4 * shared > truth;
            case PREDICTION -> 4 * shared > predicted;
            case IOU -> 4 * shared > predicted + truth - shared;
        };
    }
}
