package org.lungmentor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lungmentor.dicom.BoxXml;
import org.lungmentor.dicom.DicomReader;
import org.lungmentor.dicom.RoiVolume;
import org.lungmentor.dicom.SeriesScans;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.dicom.SliceStack;
import org.lungmentor.dicom.StackCheck;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.NiftiHeader;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Reason;
import org.lungmentor.jobs.Storage;

/**
 * What files are, told from their headers: NIfTI geometry, CT scans and whether ingest would take them, names of regions,
 * what would be skipped or refused, and why. No pixel is read: what only pixels show is not said.
 */
public final class Inspection {
    /**
     * One thing that was found.
     *
     * @param kind {@code dataset}, {@code refused}, {@code nifti}, {@code ct}, {@code structures}, {@code skipped}, {@code unreadable}, {@code boxes},
     *     {@code other}
     * @param text for people, one line
     * @param facts the same by name, for programs
     */
    public record Finding(String kind, String text, Map<String, Object> facts) {
        static Finding of(String kind, String text, Object... namesAndValues) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("kind", kind);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
            return new Finding(kind, text, facts);
        }
    }

    private static final double MM3_A_CM3 = 1000;

    private final Storage storage;

    /** @param storage where paths lie */
    public Inspection(Storage storage) {
        this.storage = storage;
    }

    /** Findings on files: scans first, then what belongs to them, then the rest. */
    public List<Finding> of(List<String> files) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<SliceHeader>> series = new TreeMap<>();
        List<Finding> behind = new ArrayList<>();
        Map<Reason, Map<String, Integer>> skipped = new TreeMap<>();
        List<SurveyedFile.StructureFile> sets = new ArrayList<>();
        BoxCount boxes = new BoxCount();
        int others = 0;
        for (String path : files) {
            if (path.endsWith(".nii") || path.endsWith(".nii.gz") || path.endsWith(".hdr")) {
                findings.add(nifti(path));
                continue;
            }
            SurveyedFile file = Survey.look(path, storage::open);
            if (file instanceof SurveyedFile.CtFile ct && !ct.frames().isEmpty()) {
                series.computeIfAbsent(ct.seriesKey(), k -> new ArrayList<>()).addAll(ct.frames());
            } else if (file instanceof SurveyedFile.CtFile) {
                behind.add(unreadable(path, Reason.BAD_DICOM, "a slice lacks what places it or its pixels"));
            } else if (file instanceof SurveyedFile.StructureFile set) {
                sets.add(set);
            } else if (file instanceof SurveyedFile.SkippedFile other) {
                skipped.computeIfAbsent(other.reason(), r -> new TreeMap<>()).merge(other.seriesUid(), 1, Integer::sum);
            } else if (file instanceof SurveyedFile.BrokenFile broken) {
                behind.add(unreadable(path, broken.reason(), broken.sentence()));
            } else if (file instanceof SurveyedFile.BoxFile) {
                boxes(path, boxes, behind);
            } else {
                others++;
            }
        }
        for (List<SliceHeader> of : series.values()) {
            findings.addAll(series(of));
        }
        Set<String> here = series.values().stream()
                .map(of -> of.get(0).seriesUid())
                .collect(Collectors.toCollection(HashSet::new));
        skipped.values().forEach(counts -> here.addAll(counts.keySet()));
        for (SurveyedFile.StructureFile set : sets) {
            findings.add(structures(set, here));
        }
        findings.addAll(behind);
        skipped.forEach((reason, counts) -> counts.values()
                .forEach(count -> findings.add(Finding.of(
                        "skipped",
                        "series of " + count + " files: skipped, " + reason.code(),
                        "files",
                        count,
                        "reason",
                        reason.code()))));
        if (boxes.files > 0) {
            findings.add(boxes.finding());
        }
        if (others > 0) {
            findings.add(Finding.of("other", others + " files of another kind", "files", others));
        }
        return findings;
    }

    private Finding nifti(String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            NiftiHeader header = NiftiReader.readHeader(in, path);
            double[] mm = header.grid().spacingMm();
            String axes = header.orientationKnown()
                    ? Orientation.of(header.grid().affine()).codes()
                    : "unknown";
            String refused = header.orientationKnown()
                    ? ""
                    : ": would be refused, no-orientation (--assume-orientation says it)";
            return Finding.of(
                    "nifti",
                    String.format(
                            Locale.ROOT,
                            "%s: NIfTI, %s voxels of %.4g x %.4g x %.4g mm, axes %s, %s%s",
                            path,
                            header.grid().sizeText(),
                            mm[0],
                            mm[1],
                            mm[2],
                            axes,
                            header.type().name().toLowerCase(Locale.ROOT),
                            refused),
                    "path",
                    path,
                    "shape",
                    header.grid().shape(),
                    "spacingMm",
                    mm,
                    "axes",
                    axes,
                    "warnings",
                    header.warnings());
        } catch (CaseRefused refused) {
            return unreadable(path, refused.reason(), refused.sentence());
        }
    }

    private List<Finding> series(List<SliceHeader> frames) throws IOException {
        SeriesScans scans = SeriesScans.of(frames);
        List<Finding> findings = new ArrayList<>();
        for (List<SliceHeader> slices : scans.scans()) {
            SliceHeader first =
                    slices.stream().min(Comparator.comparing(SliceHeader::path)).orElseThrow();
            String what = "CT, patient " + (first.patientId().isEmpty() ? "unnamed" : first.patientId()) + ", "
                    + slices.size() + " slices of " + first.columns() + " x " + first.rows();
            try {
                SliceStack stack = SeriesScans.isOneGeometry(slices) ? StackCheck.stack(slices) : refuseMixed();
                requireReadable(first);
                String text = String.format(
                        Locale.ROOT,
                        "%s, %.4g x %.4g x %.4g mm, %.1f mm long%s%s",
                        what,
                        first.columnSpacingMm(),
                        first.rowSpacingMm(),
                        stack.spacingMm(),
                        stack.lengthMm(),
                        scans.strays().isEmpty() ? "" : ", " + scans.strays().size() + " stray slices beside it",
                        scans.duplicates().isEmpty()
                                ? ""
                                : ", " + scans.duplicates().size() + " repeated slices");
                findings.add(Finding.of(
                        "ct",
                        text,
                        "patient",
                        first.patientId(),
                        "slices",
                        slices.size(),
                        "seriesUid",
                        first.seriesUid(),
                        "shape",
                        stack.grid().shape(),
                        "spacingMm",
                        stack.grid().spacingMm(),
                        "lengthMm",
                        stack.lengthMm()));
            } catch (CaseRefused refused) {
                findings.add(Finding.of(
                        "ct",
                        what + ": would be refused, " + refused.reason().code() + ". " + refused.sentence(),
                        "patient",
                        first.patientId(),
                        "slices",
                        slices.size(),
                        "seriesUid",
                        first.seriesUid(),
                        "reason",
                        refused.reason().code(),
                        "message",
                        refused.sentence()));
            }
        }
        return findings;
    }

    private static SliceStack refuseMixed() {
        throw new CaseRefused(
                Reason.STRAY_SLICES, "Its slices have several sizes, orientations or frames of reference.");
    }

    private void requireReadable(SliceHeader slice) throws IOException {
        try (InputStream in = storage.open(slice.path())) {
            DicomReader.open(in).orElseThrow().requireDecodable();
        }
    }

    /** A structure set with the regions' volumes by their contours, and whether the series that it was drawn on is here. */
    private Finding structures(SurveyedFile.StructureFile set, Set<String> seriesHere) throws IOException {
        List<String> texts = new ArrayList<>();
        List<Map<String, Object>> rois = new ArrayList<>();
        for (StructureSet.Roi roi : StructureSet.read(storage.open(set.path())).rois()) {
            RoiVolume volume = RoiVolume.of(roi);
            texts.add(
                    volume.closedContours() == 0
                            ? roi.name() + " (no closed contour)"
                            : String.format(
                                    Locale.ROOT,
                                    "%s (%.2f cm3, %d contours)",
                                    roi.name(),
                                    volume.volumeMm3() / MM3_A_CM3,
                                    volume.closedContours()));
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", roi.name());
            facts.put("volumeMm3", volume.volumeMm3());
            facts.put("contours", roi.contours().size());
            facts.put("closedContours", volume.closedContours());
            facts.put("planes", volume.planes());
            rois.add(facts);
        }
        String refused = "";
        if (set.seriesUids().isEmpty()) {
            refused = "; it names no series";
        } else if (set.seriesUids().stream().noneMatch(seriesHere::contains)) {
            refused =
                    "; the series that it was drawn on is not here: would be refused, " + Reason.WRONG_REFERENCE.code();
        }
        return Finding.of(
                "structures",
                "structure set, patient " + (set.patientId().isEmpty() ? "unnamed" : set.patientId()) + ", regions: "
                        + String.join(", ", texts) + refused,
                "patient",
                set.patientId(),
                "rois",
                rois,
                "seriesUids",
                set.seriesUids());
    }

    /** What was found in box annotations. */
    private static final class BoxCount {
        private final SortedMap<String, Integer> types = new TreeMap<>();
        private int files;
        private int boxes;

        private Finding finding() {
            String text = files + " box annotations of slices, " + boxes + " boxes"
                    + (types.isEmpty() ? "" : ", files by tumour type: " + types);
            return Finding.of("boxes", text, "files", files, "boxes", boxes, "tumourTypes", types);
        }
    }

    private void boxes(String path, BoxCount count, List<Finding> behind) throws IOException {
        try {
            BoxXml xml = BoxXml.read(storage.open(path));
            count.files++;
            count.boxes += xml.boxes().size();
            xml.types().forEach(type -> count.types.merge(type, 1, Integer::sum));
        } catch (CaseRefused refused) {
            behind.add(unreadable(path, refused.reason(), refused.sentence()));
        }
    }

    private static Finding unreadable(String path, Reason reason, String sentence) {
        return Finding.of(
                "unreadable",
                path + ": would be refused, " + reason.code() + ". " + sentence,
                "path",
                path,
                "reason",
                reason.code(),
                "message",
                sentence);
    }
}
