package org.lungmentor.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * @param skipped series (and structure sets of such) that are no candidates, by a name that is the same in every run
 * @param unresolved structure sets that belong to no scan, where every scan has one of its own
 */
public record PatientPlan(
        String patientId, List<PlannedScan> scans, Map<String, Reason> skipped, Map<String, Reason> unresolved)
        implements Serializable {

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
                skipped.put("skipped-" + Names.hash(other.seriesUid()), other.reason());
                skippedSeries.add(other.seriesUid());
            }
        }
        List<Scan> scans = new ArrayList<>();
        series.forEach((key, of) -> scans.addAll(scans(of, rule)));
        scans.sort(Comparator.comparing(s -> s.planned().order()));
        Map<String, Reason> unresolved = new TreeMap<>();
        List<PlannedScan> planned = annotation == Annotation.STRUCTURES
                ? withStructures(scans, structures, skippedSeries, skipped, unresolved)
                : withBoxes(scans, boxes);
        return new PatientPlan(patientId, planned, skipped, unresolved);
    }

    /** A scan with the slices that tell what belongs to it. */
    private record Scan(PlannedScan planned, List<SliceHeader> slices) {
        boolean isOf(SurveyedFile.StructureFile set) {
            return !slices.isEmpty() && set.seriesUids().contains(slices.get(0).seriesUid());
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
            PlannedScan unusable = new PlannedScan(key, key, "All slices of the series are broken.", new TreeMap<>());
            return List.of(new Scan(unusable.with(PlannedScan.SLICES, broken), List.of()));
        }
        SeriesScans series = SeriesScans.of(frames);
        List<Scan> scans = new ArrayList<>();
        for (List<SliceHeader> slices : series.scans()) {
            SliceHeader first = slices.get(0);
            String key =
                    series.scans().size() == 1 ? first.seriesUid() : first.seriesUid() + "/" + first.sopInstanceUid();
            Set<String> repeated = new LinkedHashSet<>(
                    slices.stream().map(SliceHeader::sopInstanceUid).toList());
            List<String> paths =
                    new ArrayList<>(slices.stream().map(SliceHeader::path).toList());
            series.duplicates().stream()
                    .filter(d -> repeated.contains(d.sopInstanceUid()))
                    .map(SliceHeader::path)
                    .forEach(paths::add);
            paths.addAll(broken);
            PlannedScan planned = new PlannedScan(
                            key,
                            first.studyDate() + " " + first.seriesTime() + " " + key,
                            refusal(slices, broken, rule),
                            new TreeMap<>())
                    .with(PlannedScan.SLICES, paths.stream().distinct().toList())
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
        Map<Scan, List<String>> sets = new HashMap<>();
        for (SurveyedFile.StructureFile set : structures) {
            List<Scan> its = scans.stream().filter(s -> s.isOf(set)).toList();
            if (its.isEmpty() && set.seriesUids().isEmpty()) {
                List<Scan> same = scans.stream().filter(s -> s.sharesFrame(set)).toList();
                its = same.size() == 1 ? same : List.of();
            }
            if (its.isEmpty() && set.seriesUids().stream().anyMatch(skippedSeries::contains)) {
                skipped.put("skipped-" + Names.hash(set.sopInstanceUid()), Reason.NOT_CT);
            } else if (its.isEmpty()) {
                nowhere.add(set);
            }
            its.forEach(s -> sets.computeIfAbsent(s, k -> new ArrayList<>()).add(set.path()));
        }
        List<PlannedScan> planned = new ArrayList<>();
        List<String> lost =
                nowhere.stream().map(SurveyedFile.StructureFile::path).toList();
        boolean attached = false;
        for (Scan scan : scans) {
            List<String> own = sets.getOrDefault(scan, List.of());
            PlannedScan with = scan.planned().with(PlannedScan.STRUCTURES, own);
            if (own.isEmpty()) {
                with = with.with(PlannedScan.UNRESOLVED, lost).refused("The scan has no structure set.");
                attached = true;
            }
            planned.add(with);
        }
        if (!attached) {
            nowhere.forEach(set -> unresolved.put(
                    "structures-" + Names.hash(set.sopInstanceUid()),
                    set.seriesUids().isEmpty() ? Reason.REFERENCE_MISSING : Reason.WRONG_REFERENCE));
        }
        return planned;
    }

    private static List<PlannedScan> withBoxes(List<Scan> scans, List<SurveyedFile.BoxFile> boxes) {
        Map<String, String> bySlice = new TreeMap<>();
        boxes.forEach(b -> bySlice.put(b.sopInstanceUid(), b.path()));
        Set<String> elsewhere = new LinkedHashSet<>(bySlice.values());
        List<PlannedScan> planned = new ArrayList<>();
        for (Scan scan : scans) {
            List<String> own = scan.slices().stream()
                    .map(SliceHeader::sopInstanceUid)
                    .filter(bySlice::containsKey)
                    .map(uid -> bySlice.getOrDefault(uid, ""))
                    .distinct()
                    .toList();
            own.forEach(elsewhere::remove);
            planned.add(scan.planned().with(PlannedScan.BOXES, own));
        }
        if (!planned.isEmpty()) {
            planned.set(0, planned.get(0).with(PlannedScan.BOXES_ELSEWHERE, List.copyOf(elsewhere)));
        }
        return planned;
    }
}
