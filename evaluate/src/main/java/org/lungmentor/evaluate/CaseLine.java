package org.lungmentor.evaluate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one case, a line in {@code cases.csv}.
 *
 * @param name the case
 * @param patient whom it belongs to
 * @param dataset the reference's dataset; empty for a prediction without reference
 * @param status {@code done}, {@code refused}, {@code failed}, {@code skipped}
 * @param reason the stable code where it was refused or skipped, else empty
 * @param message the sentence that goes with it, else empty
 * @param figures by variant and figure, {@code prediction.dsc}; nothing where the case is not done
 */
record CaseLine(
        String name,
        String patient,
        String dataset,
        String status,
        String reason,
        String message,
        SortedMap<String, Double> figures) {
    /** Copies the figures. */
    CaseLine {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }

    /** Whether this case judges the variant. */
    boolean has(Variant variant) {
        return variant.isIn(figures);
    }
}
