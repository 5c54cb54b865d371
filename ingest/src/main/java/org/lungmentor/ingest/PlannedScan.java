package org.lungmentor.ingest;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One scan before its pixels are read.
 *
 * @param key series UID, with the first SOP instance UID behind it where a series holds several scans: what its number is
 *     kept by
 * @param order study date, series time and key: scans of a patient are numbered in this order
 * @param refusal why its headers alone refuse it, as a sentence; empty if they do not: it is numbered before those
 * @param inputs what the case will have
 */
public record PlannedScan(String key, String order, String refusal, SortedMap<String, List<String>> inputs)
        implements Serializable {
    /** Files of the scan. */
    public static final String SLICES = "slices";

    /** Slices of the series that belong to no scan: counted only. */
    public static final String STRAYS = "strays";

    /** Structure sets drawn on the scan. */
    public static final String STRUCTURES = "structures";

    /** Structure sets of the patient that refer to no series that is here. */
    public static final String UNRESOLVED = "unresolvedStructures";

    /** Box annotations of the scan's slices. */
    public static final String BOXES = "boxes";

    /** Box annotations of the patient that belong to no scan: counted only. */
    public static final String BOXES_ELSEWHERE = "boxesElsewhere";

    /** Copies the inputs. */
    public PlannedScan {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** The same with one more role; nothing changes where there are no paths. */
    PlannedScan with(String role, List<String> paths) {
        if (paths.isEmpty()) {
            return this;
        }
        TreeMap<String, List<String>> more = new TreeMap<>(inputs);
        more.put(role, paths.stream().sorted().toList());
        return new PlannedScan(key, order, refusal, more);
    }

    /** The same, refused unless it was refused already. */
    PlannedScan refused(String sentence) {
        return refusal.isEmpty() ? new PlannedScan(key, order, sentence, inputs) : this;
    }
}
