package org.lungmentor.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.FileOpener;
import org.lungmentor.dicom.SeriesScans;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.dicom.SliceStack;
import org.lungmentor.imaging.CaseRefused;

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
    /** Files of the scan; where they hold further scans, with the scan's number: {@link #slices}. */
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

    /** The role of files that hold several scans (phases in the frames of one), for the one of this number, from 0. */
    static String slices(int number) {
        return SLICES + "." + number;
    }

    /** The files of a case's scan, whatever else they hold. */
    static List<String> files(SortedMap<String, List<String>> inputs) {
        return role(inputs).map(role -> inputs.getOrDefault(role, List.of())).orElse(List.of());
    }

    /** Of the slices in a scan's files those that are its own. */
    static List<SliceHeader> own(SortedMap<String, List<String>> inputs, List<SliceHeader> slices) {
        OptionalInt number = number(inputs);
        return number.isEmpty() ? slices : SeriesScans.of(slices).scans().get(number.getAsInt());
    }

    /**
     * Reads a case's scan.
     *
     * @param check throws what refuses the stack
     * @throws CaseRefused as {@link CtScan#read(List, FileOpener, Consumer)}
     */
    static CtScan read(SortedMap<String, List<String>> inputs, FileOpener opener, Consumer<SliceStack> check)
            throws IOException {
        List<String> files = files(inputs);
        OptionalInt number = number(inputs);
        return number.isEmpty()
                ? CtScan.read(files, opener, check)
                : CtScan.read(files, number.getAsInt(), opener, check);
    }

    private static Optional<String> role(SortedMap<String, List<String>> inputs) {
        return inputs.keySet().stream()
                .filter(role -> role.equals(SLICES) || role.startsWith(SLICES + "."))
                .findFirst();
    }

    private static OptionalInt number(SortedMap<String, List<String>> inputs) {
        return role(inputs).stream()
                .filter(role -> !role.equals(SLICES))
                .mapToInt(role -> Integer.parseInt(role.substring(SLICES.length() + 1)))
                .findFirst();
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
