package org.lungmentor.ingest;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lungmentor.dicom.SeriesScans;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.dicom.SliceStack;
import org.lungmentor.dicom.StackCheck;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * All scans of one patient and the annotations that belong to each: a plain function of the files' headers.
 *
 * @param patientId as found
 * @param scans in the order of their study dates and series times
 * @param skipped series (and structure sets of such) that are no candidates, by their UIDs
 * @param unresolved structure sets that belong to no scan, where every scan has one of its own, by their UIDs
 * @param boxesElsewhere box annotations of slices that are in no scan
 */
public record PatientPlan(
        String patientId,
        List<PlannedScan> scans,
        Map<String, Reason> skipped,
        Map<String, Reason> unresolved,
        int boxesElsewhere)
        implements Serializable {

    private static final Comparator<SurveyedFile.StructureFile> NEWEST_FIRST = Comparator.comparing(
                    SurveyedFile.StructureFile::when)
            .thenComparing(SurveyedFile.StructureFile::sopInstanceUid)
            .reversed();

    /** What annotates the scans of a collection. */
    public enum Annotation {
        /** RT structure sets. */
        STRUCTURES,
        /** Box annotations in XML. */
        BOXES
    }

    /** Copies the collections. */
    public PatientPlan {
        scans = List.copyOf(scans);
        skipped = new TreeMap<>(skipped);
        unresolved = new TreeMap<>(unresolved);
    }

    /** @param files all surveyed files of the patient, in any order: the plan does not depend on it */
    public static PatientPlan of(
            String patientId, Iterable<SurveyedFile> files, Annotation annotation, LengthRule rule) {
        Map<String, List<SurveyedFile.CtFile>> series = new TreeMap<>();
        List<SurveyedFile.StructureFile> structures = new ArrayList<>();
        List<SurveyedFile.BoxFile> boxes = new ArrayList<>();
        Map<String, Reason> skipped = new TreeMap<>();
        Set<String> skippedSeries = new LinkedHashSet<>();
        for (SurveyedFile file : files) {
            if (file instanceof SurveyedFile.CtFile ct) {
                series.computeIfAbsent(ct.seriesKey(), k -> new ArrayList<>()).add(ct);
            } else if (file instanceof SurveyedFile.StructureFile set) {
                structures.add(set);
            } else if (file instanceof SurveyedFile.BoxFile box) {
                boxes.add(box);
            } else if (file instanceof SurveyedFile.SkippedFile other) {
                skipped.put(other.seriesUid(), other.reason());
                skippedSeries.add(other.seriesUid());
            }
        }
        List<Scan> found = new ArrayList<>();
        series.forEach((key, of) -> found.addAll(scans(of, rule)));
        found.sort(Comparator.comparing(s -> s.planned().order()));
        List<Scan> scans = dated(found);
        if (annotation == Annotation.BOXES) {
            Map<String, String> bySlice = new TreeMap<>();
            boxes.forEach(b -> bySlice.put(b.sopInstanceUid(), b.path()));
            List<PlannedScan> planned =
                    scans.stream().map(scan -> scan.withBoxes(bySlice)).toList();
            Set<String> elsewhere = new HashSet<>(bySlice.values());
            planned.forEach(p -> elsewhere.removeAll(p.inputs().getOrDefault(PlannedScan.BOXES, List.of())));
            return new PatientPlan(patientId, planned, skipped, Map.of(), elsewhere.size());
        }
        Map<String, Reason> unresolved = new TreeMap<>();
        List<PlannedScan> planned = withStructures(scans, structures, skippedSeries, skipped, unresolved);
        return new PatientPlan(patientId, planned, skipped, unresolved, 0);
    }

    private static List<Scan> dated(List<Scan> scans) {
        List<LocalDate> days =
                scans.stream().flatMap(s -> s.studyDate().stream()).sorted().toList();
        return scans.stream()
                .map(s -> s.studyDate()
                        .map(date -> s.onDay((int) ChronoUnit.DAYS.between(days.get(0), date)))
                        .orElse(s))
                .toList();
    }

    /** A scan with the slices that tell what belongs to it. */
    private record Scan(PlannedScan planned, List<SliceHeader> slices) {
        Optional<LocalDate> studyDate() {
            try {
                return slices.stream()
                        .findFirst()
                        .map(s -> LocalDate.parse(s.studyDate(), DateTimeFormatter.BASIC_ISO_DATE));
            } catch (DateTimeParseException none) {
                return Optional.empty();
            }
        }

        Scan onDay(int day) {
            return new Scan(planned.onDay(day), slices);
        }

        PlannedScan withBoxes(Map<String, String> boxesBySlice) {
            List<String> own = slices.stream()
                    .map(SliceHeader::sopInstanceUid)
                    .filter(boxesBySlice::containsKey)
                    .map(uid -> boxesBySlice.getOrDefault(uid, ""))
                    .distinct()
                    .toList();
            return planned.with(PlannedScan.BOXES, own);
        }

        boolean isOf(SurveyedFile.StructureFile set) {
            return !slices.isEmpty() && set.seriesUids().contains(slices.get(0).seriesUid());
        }

        /** Whether the set names any of the scan's slices: tells which phase of a series it was drawn on. */
        boolean hasAnyOf(SurveyedFile.StructureFile set) {
            return slices.stream().anyMatch(s -> set.imageUids().contains(s.sopInstanceUid()));
        }

        boolean sharesFrame(SurveyedFile.StructureFile set) {
            return !slices.isEmpty()
                    && set.frameOfReferenceUids().contains(slices.get(0).frameOfReferenceUid());
        }
    }

    private static List<Scan> scans(List<SurveyedFile.CtFile> files, LengthRule rule) {
        List<SliceHeader> frames =
                files.stream().flatMap(f -> f.frames().stream()).toList();
        List<String> broken = files.stream()
                .filter(f -> f.frames().isEmpty())
                .map(SurveyedFile.CtFile::path)
                .toList();
        if (frames.isEmpty()) {
            String key = files.get(0).seriesKey();
            PlannedScan unusable = PlannedScan.of(key, key, "All slices of the series are broken.");
            return List.of(new Scan(unusable.with(PlannedScan.SLICES, broken), List.of()));
        }
        SeriesScans series = SeriesScans.of(frames);
        List<Scan> scans = new ArrayList<>();
        for (List<SliceHeader> slices : series.scans()) {
            SliceHeader first = slices.get(0);
            String key = series.scans().size() == 1
                    ? first.seriesUid()
                    : first.seriesUid() + "/" + first.sopInstanceUid()
                            + (first.frame() == 0 ? "" : "/" + first.frame());
            Set<String> repeated = new LinkedHashSet<>(
                    slices.stream().map(SliceHeader::sopInstanceUid).toList());
            List<String> paths =
                    new ArrayList<>(slices.stream().map(SliceHeader::path).toList());
            series.duplicates().stream()
                    .filter(d -> repeated.contains(d.sopInstanceUid()))
                    .map(SliceHeader::path)
                    .forEach(paths::add);
            paths.addAll(broken);
            List<String> own = paths.stream().distinct().toList();
            PlannedScan planned = PlannedScan.of(
                            key,
                            first.studyDate() + " " + first.seriesTime() + " " + key,
                            refusal(slices, broken, rule))
                    .with(role(slices, own, frames), own)
                    .with(
                            PlannedScan.STRAYS,
                            series.strays().stream()
                                    .map(SliceHeader::path)
                                    .distinct()
                                    .toList());
            scans.add(new Scan(planned, slices));
        }
        return scans;
    }

    /** The role of a scan's files, which may hold other scans of the series too. */
    private static String role(List<SliceHeader> scan, List<String> paths, List<SliceHeader> series) {
        Set<String> own = Set.copyOf(paths);
        List<List<SliceHeader>> held = SeriesScans.of(
                        series.stream().filter(s -> own.contains(s.path())).toList())
                .scans();
        int number = held.indexOf(scan);
        return held.size() == 1 || number < 0 ? PlannedScan.SLICES : PlannedScan.slices(number);
    }

    private static String refusal(List<SliceHeader> slices, List<String> broken, LengthRule rule) {
        try {
            SliceStack stack = StackCheck.stack(slices);
            rule.check(stack);
            return broken.isEmpty() ? "" : "A slice of the series is broken.";
        } catch (CaseRefused refused) {
            return refused.sentence();
        }
    }

    private static List<PlannedScan> withStructures(
            List<Scan> scans,
            List<SurveyedFile.StructureFile> structures,
            Set<String> skippedSeries,
            Map<String, Reason> skipped,
            Map<String, Reason> unresolved) {
        List<SurveyedFile.StructureFile> nowhere = new ArrayList<>();
        Map<Scan, List<SurveyedFile.StructureFile>> sets = new HashMap<>();
        for (SurveyedFile.StructureFile set : structures) {
            List<Scan> ofSeries = scans.stream().filter(s -> s.isOf(set)).toList();
            List<Scan> drawnOn = ofSeries.stream().filter(s -> s.hasAnyOf(set)).toList();
            List<Scan> its = drawnOn.isEmpty() ? ofSeries : drawnOn;
            if (its.isEmpty() && set.seriesUids().isEmpty()) {
                List<Scan> same = scans.stream().filter(s -> s.sharesFrame(set)).toList();
                its = same.size() == 1 ? same : List.of();
            }
            if (its.isEmpty() && set.seriesUids().stream().anyMatch(skippedSeries::contains)) {
                skipped.put(set.sopInstanceUid(), Reason.NOT_CT);
            } else if (its.isEmpty()) {
                nowhere.add(set);
            }
            its.forEach(s -> sets.computeIfAbsent(s, k -> new ArrayList<>()).add(set));
        }
        List<PlannedScan> planned = new ArrayList<>();
        List<String> lost =
                nowhere.stream().map(SurveyedFile.StructureFile::path).toList();
        boolean attached = false;
        for (Scan scan : scans) {
            List<SurveyedFile.StructureFile> own = new ArrayList<>(sets.getOrDefault(scan, List.of()));
            if (own.isEmpty()) {
                planned.add(
                        scan.planned().with(PlannedScan.UNRESOLVED, lost).refused("The scan has no structure set."));
                attached = true;
                continue;
            }
            own.sort(NEWEST_FIRST);
            planned.add(scan.planned()
                    .with(PlannedScan.STRUCTURES, List.of(own.get(0).path()))
                    .with(
                            PlannedScan.OLDER_STRUCTURES,
                            own.stream()
                                    .skip(1)
                                    .map(SurveyedFile.StructureFile::path)
                                    .toList())
                    .withRois(own.get(0).roiNames()));
        }
        if (!attached) {
            nowhere.forEach(set -> unresolved.put(
                    set.sopInstanceUid(),
                    set.seriesUids().isEmpty() ? Reason.REFERENCE_MISSING : Reason.WRONG_REFERENCE));
        }
        return planned;
    }
}
