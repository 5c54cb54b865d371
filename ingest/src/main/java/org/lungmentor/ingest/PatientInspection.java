package org.lungmentor.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.RoiMask;
import org.lungmentor.dicom.RoiVolume;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.dicom.SliceStack;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.ingest.Inspection.Finding;
import org.lungmentor.jobs.Storage;

/** What one patient's files are: scans as ingest plans and reads them, what is drawn on them, and what is skipped. */
final class PatientInspection {
    private static final double MM3_A_CM3 = 1000;
    private static final Set<Reason> OF_ONE_FILE =
            Set.of(Reason.TRUNCATED, Reason.BAD_DICOM, Reason.UNSUPPORTED_TRANSFER_SYNTAX);

    private final Storage storage;
    private final String patient;
    private final List<SurveyedFile> files;
    private final boolean boxes;
    private final PatientPlan plan;
    private final Map<PlannedScan, SliceStack> read = new HashMap<>();

    /** @param files all files of the patient */
    PatientInspection(Storage storage, String patient, List<SurveyedFile> files) {
        this.storage = storage;
        this.patient = patient;
        this.files = files;
        this.boxes = files.stream().anyMatch(SurveyedFile.BoxFile.class::isInstance);
        this.plan = PatientPlan.of(
                patient, files, boxes ? PatientPlan.Annotation.BOXES : PatientPlan.Annotation.STRUCTURES, rule());
    }

    /** Annotated by boxes: the usual rule for their collection. */
    private LengthRule rule() {
        return boxes ? LengthRule.CHEST : LengthRule.NONE;
    }

    List<Finding> findings() throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<SliceHeader>> headers = new HashMap<>();
        Map<String, List<String>> skipped = new TreeMap<>();
        for (SurveyedFile file : files) {
            if (file instanceof SurveyedFile.CtFile ct) {
                headers.put(ct.path(), ct.frames());
            } else if (file instanceof SurveyedFile.SkippedFile other) {
                skipped.computeIfAbsent(other.seriesUid(), s -> new ArrayList<>())
                        .add(other.path());
            }
        }
        for (PlannedScan scan : plan.scans()) {
            findings.add(scan(scan, headers));
        }
        for (SurveyedFile file : files) {
            if (file instanceof SurveyedFile.StructureFile set) {
                findings.add(structures(set));
            }
        }
        for (Map.Entry<String, List<String>> series : skipped.entrySet()) {
            Reason why = plan.skipped().getOrDefault(series.getKey(), Reason.NOT_CT);
            findings.add(new SkippedSeries(storage, series.getValue(), why).finding());
        }
        if (plan.boxesElsewhere() > 0) {
            findings.add(Finding.of(
                    "skipped",
                    plan.boxesElsewhere() + " box annotations of patient " + patient
                            + " belong to slices that are in none of the scans here: skipped, "
                            + Reason.ANNOTATION_ELSEWHERE.code(),
                    "files",
                    plan.boxesElsewhere(),
                    "patient",
                    patient,
                    "reason",
                    Reason.ANNOTATION_ELSEWHERE.code()));
        }
        return findings;
    }

    private Finding scan(PlannedScan planned, Map<String, List<SliceHeader>> headers) throws IOException {
        List<String> paths = PlannedScan.files(planned.inputs());
        List<SliceHeader> frames = PlannedScan.own(
                planned.inputs(),
                paths.stream()
                        .flatMap(path -> headers.getOrDefault(path, List.of()).stream())
                        .toList());
        long slices = frames.isEmpty()
                ? paths.size()
                : frames.stream()
                        .map(f -> f.sopInstanceUid() + "/" + f.frame())
                        .distinct()
                        .count();
        String what = "CT, patient " + patient + ", " + slices + " slices"
                + (frames.isEmpty()
                        ? ""
                        : " of " + frames.get(0).columns() + " x "
                                + frames.get(0).rows());
        Finding found = Finding.of("ct", what, "patient", patient, "slices", slices, "seriesUid", seriesUid(frames));
        String[] last = {""};
        try {
            CtScan scan = PlannedScan.read(
                    planned.inputs(),
                    path -> {
                        last[0] = path;
                        return storage.open(path);
                    },
                    rule()::check);
            read.put(planned, scan.stack());
            return refused(
                    tell(found, planned, scan),
                    annotation(planned),
                    "; nothing is drawn on it: ingest would refuse it, ");
        } catch (CaseRefused refused) {
            String where =
                    OF_ONE_FILE.contains(refused.reason()) && !last[0].isEmpty() ? " Found in " + last[0] + "." : "";
            return refused(found, List.of(refused.reason().code(), refused.sentence() + where), ": would be refused, ");
        }
    }

    private static String seriesUid(List<SliceHeader> frames) {
        return frames.isEmpty() ? "" : frames.get(0).seriesUid();
    }

    private Finding tell(Finding found, PlannedScan planned, CtScan scan) {
        SliceStack stack = scan.stack();
        ValueRange range = ValueRange.of(scan.image());
        Map<String, Object> facts = found.facts();
        facts.put("shape", stack.grid().shape());
        facts.put("spacingMm", stack.grid().spacingMm());
        facts.put("lengthMm", stack.lengthMm());
        range.addTo(facts);
        StringBuilder text = new StringBuilder(found.text())
                .append(String.format(
                        Locale.ROOT,
                        ", %.4g x %.4g x %.4g mm, %.1f mm long, %s",
                        stack.first().columnSpacingMm(),
                        stack.first().rowSpacingMm(),
                        stack.spacingMm(),
                        stack.lengthMm(),
                        range.text()));
        count(text, facts, "straySlices", planned, PlannedScan.STRAYS, "stray slices beside it");
        if (scan.repeatedSlices() > 0) {
            facts.put("repeatedSlices", scan.repeatedSlices());
            text.append(", ").append(scan.repeatedSlices()).append(" repeated slices");
        }
        count(text, facts, "annotatedSlices", planned, PlannedScan.BOXES, "slices with boxes");
        return new Finding(found.kind(), text.toString(), facts);
    }

    private static void count(
            StringBuilder text, Map<String, Object> facts, String name, PlannedScan scan, String role, String what) {
        int count = scan.inputs().getOrDefault(role, List.of()).size();
        if (count > 0) {
            facts.put(name, count);
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    /** The code and sentence with which a scan is refused that nothing is drawn on; empty where something is. */
    private List<String> annotation(PlannedScan scan) {
        if (scan.inputs().containsKey(boxes ? PlannedScan.BOXES : PlannedScan.STRUCTURES)) {
            return List.of();
        }
        return boxes
                ? List.of(Reason.NO_ANNOTATION.code(), "No slice of the scan has a box.")
                : List.of(Reason.NO_STRUCTURE_SET.code(), "The series has no structure set.");
    }

    private static Finding refused(Finding found, List<String> codeAndSentence, String words) {
        if (codeAndSentence.isEmpty()) {
            return found;
        }
        found.facts().put("reason", codeAndSentence.get(0));
        found.facts().put("message", codeAndSentence.get(1));
        String text = found.text() + words + codeAndSentence.get(0) + ". " + codeAndSentence.get(1);
        return new Finding(found.kind(), text, found.facts());
    }

    /** A structure set with its regions' volumes by their contours, whether ingest uses it, and what it would refuse. */
    private Finding structures(SurveyedFile.StructureFile set) throws IOException {
        List<SliceStack> drawnOn = read.entrySet().stream()
                .filter(scan -> has(scan.getKey(), PlannedScan.STRUCTURES, set))
                .map(Map.Entry::getValue)
                .toList();
        List<String> texts = new ArrayList<>();
        List<Map<String, Object>> regions = new ArrayList<>();
        List<StructureSet.Roi> rois =
                StructureSet.read(storage.open(set.path())).rois();
        for (StructureSet.Roi roi : rois) {
            Map<String, Object> facts = new LinkedHashMap<>();
            texts.add(region(roi, drawnOn, facts));
            regions.add(facts);
        }
        Finding found = Finding.of(
                "structures",
                "structure set, patient " + patient + ", regions: " + String.join(", ", texts),
                "patient",
                patient,
                "rois",
                regions,
                "seriesUids",
                set.seriesUids());
        return refused(found, unused(set, rois), "; ");
    }

    private static boolean has(PlannedScan scan, String role, SurveyedFile.StructureFile set) {
        return scan.inputs().getOrDefault(role, List.of()).contains(set.path());
    }

    private static String region(StructureSet.Roi roi, List<SliceStack> drawnOn, Map<String, Object> facts) {
        RoiVolume volume = RoiVolume.of(roi);
        facts.put("name", roi.name());
        facts.put("volumeMm3", volume.volumeMm3());
        facts.put("contours", roi.contours().size());
        facts.put("closedContours", volume.closedContours());
        facts.put("planes", volume.planes());
        if (volume.closedContours() == 0) {
            return roi.name() + " (no closed contour)";
        }
        String refused = "";
        for (SliceStack stack : drawnOn) {
            try {
                RoiMask mask = RoiMask.fill(roi, stack.grid(), stack.toVoxel());
                facts.put("voxels", mask.mask().countNonZero());
            } catch (CaseRefused wrong) {
                facts.put("reason", wrong.reason().code());
                facts.put("message", wrong.sentence());
                refused = ", would be refused, " + wrong.reason().code();
            }
        }
        return String.format(
                Locale.ROOT,
                "%s (%.2f cm3, %d contours%s)",
                roi.name(),
                volume.volumeMm3() / MM3_A_CM3,
                volume.closedContours(),
                refused);
    }

    /** Why ingest would not use a structure set as it is; empty where it would. */
    private List<String> unused(SurveyedFile.StructureFile set, List<StructureSet.Roi> rois) {
        if (plan.skipped().containsKey(set.sopInstanceUid())) {
            return List.of(Reason.NOT_CT.code(), "It was drawn on a series that is skipped.");
        }
        boolean used = plan.scans().stream().anyMatch(scan -> has(scan, PlannedScan.STRUCTURES, set));
        boolean older = plan.scans().stream().anyMatch(scan -> has(scan, PlannedScan.OLDER_STRUCTURES, set));
        if (older && !used) {
            return List.of("older", "Another structure set of the series is newer and is used.");
        }
        if (!used && !boxes) {
            CaseRefused refused = RadiomicsProcessor.unresolved(set.seriesUids().isEmpty());
            return List.of(refused.reason().code(), refused.sentence());
        }
        Pattern usual = Pattern.compile(RadiomicsProcessor.DEFAULT_ROI);
        return rois.stream().map(StructureSet.Roi::name).anyMatch(StructureSet.named(usual))
                ? List.of()
                : List.of(Reason.ROI_MISSING.code(), "No region is named " + usual + ": name one with --roi.");
    }
}
