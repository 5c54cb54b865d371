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
 * @param studyDay days from the patient's first study here to this one; -1 where a date is missing
 * @param inputs what the case will have
 * @param rois names of the regions of its structure set; empty without one
 */
public record PlannedScan(
        String key,
        String order,
        String refusal,
        int studyDay,
        SortedMap<String, List<String>> inputs,
        List<String> rois)
        implements Serializable {
    /** Files of the scan. */
    public static final String SLICES = "slices";

    /** Slices of the series that belong to no scan: counted only. */
    public static final String STRAYS = "strays";

    /** The newest structure set drawn on the scan. */
    public static final String STRUCTURES = "structures";

    /** Older structure sets drawn on the scan: counted only. */
    public static final String OLDER_STRUCTURES = "olderStructures";

    /** Structure sets of the patient that refer to no series that is here. */
    public static final String UNRESOLVED = "unresolvedStructures";

    /** Box annotations of the scan's slices. */
    public static final String BOXES = "boxes";

    /** Copies the collections. */
    public PlannedScan {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        rois = List.copyOf(rois);
    }

    /** A scan of which nothing but slices is known yet. */
    static PlannedScan of(String key, String order, String refusal) {
        return new PlannedScan(key, order, refusal, -1, new TreeMap<>(), List.of());
    }

    /** The same with one more role; nothing changes where there are no paths. */
    PlannedScan with(String role, List<String> paths) {
        if (paths.isEmpty()) {
            return this;
        }
        TreeMap<String, List<String>> more = new TreeMap<>(inputs);
        more.put(role, paths.stream().sorted().toList());
        return new PlannedScan(key, order, refusal, studyDay, more, rois);
    }

    /** The same, so many days after the patient's first study. */
    PlannedScan onDay(int day) {
        return new PlannedScan(key, order, refusal, day, inputs, rois);
    }

    /** The same with the regions that its structure set has. */
    PlannedScan withRois(List<String> names) {
        return new PlannedScan(key, order, refusal, studyDay, inputs, names);
    }

    /** The same, refused unless it was refused already. */
    PlannedScan refused(String sentence) {
        return refusal.isEmpty() ? new PlannedScan(key, order, sentence, studyDay, inputs, rois) : this;
    }
}
