package org.lungmentor.ingest;

import java.util.Locale;
import java.util.Map;
import org.lungmentor.imaging.Volume;

/**
 * The range of values that were read; of none, {@code lowest} is above {@code highest}.
 *
 * @param lowest in the file's units, rescaled
 * @param highest in the file's units, rescaled
 */
record ValueRange(double lowest, double highest) {
    /** Nothing read yet. */
    static final ValueRange NONE = new ValueRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static ValueRange of(Volume volume) {
        double lowest = NONE.lowest;
        double highest = NONE.highest;
        for (int i = 0; i < volume.grid().voxels(); i++) {
            lowest = Math.min(lowest, volume.value(i));
            highest = Math.max(highest, volume.value(i));
        }
        return new ValueRange(lowest, highest);
    }

    /** With one more value. */
    ValueRange and(double value) {
        return new ValueRange(Math.min(lowest, value), Math.max(highest, value));
    }

    boolean isEmpty() {
        return lowest > highest;
    }

    String text() {
        return String.format(Locale.ROOT, "values %s to %s", number(lowest), number(highest));
    }

    void addTo(Map<String, Object> facts) {
        facts.put("lowest", lowest);
        facts.put("highest", highest);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
