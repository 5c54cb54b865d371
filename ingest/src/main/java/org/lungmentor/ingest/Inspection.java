package org.lungmentor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.dicom.BoxXml;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.NiftiHeader;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Storage;

/**
 * What files are, and what ingest would refuse of them and why: it plans as ingest does and reads every pixel, one scan at a
 * time, so that a broken one is told as well. Nothing is written, and no Spark is needed.
 */
public final class Inspection {
    /**
     * One thing that was found.
     *
     * @param kind {@code dataset}, {@code refused}, {@code nifti}, {@code ct}, {@code structures}, {@code skipped}, {@code unreadable}, {@code boxes},
     *     {@code other}
     * @param text for people, one line
     * @param facts the same by name, for programs: what would be refused has {@code reason} and {@code message}
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

    private final Storage storage;

    /** @param storage where paths lie */
    public Inspection(Storage storage) {
        this.storage = storage;
    }

    /** Findings on files: patient by patient scans and what belongs to them, then the rest. */
    public List<Finding> of(List<String> files) throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<Finding> behind = new ArrayList<>();
        SortedMap<String, List<SurveyedFile>> patients = new TreeMap<>();
        BoxCount boxes = new BoxCount();
        int others = 0;
        for (String path : files) {
            if (path.endsWith(".nii") || path.endsWith(".nii.gz") || path.endsWith(".hdr")) {
                findings.add(nifti(path));
                continue;
            }
            SurveyedFile file = Survey.look(path, storage::open);
            if (file instanceof SurveyedFile.BrokenFile broken) {
                behind.add(unreadable(path, broken.reason(), broken.sentence()));
            } else if (file instanceof SurveyedFile.OtherFile) {
                others++;
            } else if (!(file instanceof SurveyedFile.BoxFile) || boxes.read(path, storage, behind)) {
                // a structure set belongs to a patient as found; an annotation's folder lacks the collection's prefix
                patients.computeIfAbsent(
                                DicomIngest.Collection.LUNG_DX.patient(file.patientId()), p -> new ArrayList<>())
                        .add(file);
            }
        }
        for (Map.Entry<String, List<SurveyedFile>> patient : patients.entrySet()) {
            findings.addAll(new PatientInspection(storage, patient.getKey(), patient.getValue()).findings());
        }
        findings.addAll(behind);
        if (boxes.files > 0) {
            findings.add(boxes.finding());
        }
        if (others > 0) {
            findings.add(Finding.of("other", others + " files of another kind", "files", others));
        }
        return findings;
    }

    private Finding nifti(String path) throws IOException {
        try {
            NiftiHeader header;
            try (InputStream in = storage.open(path)) {
                header = NiftiReader.readHeader(in, path);
            }
            double[] mm = header.grid().spacingMm();
            String axes = header.orientationKnown()
                    ? Orientation.of(header.grid().affine()).codes()
                    : "unknown";
            Finding found = Finding.of(
                    "nifti",
                    String.format(
                            Locale.ROOT,
                            "%s: NIfTI, %s voxels of %.4g x %.4g x %.4g mm, axes %s, %s",
                            path,
                            header.grid().sizeText(),
                            mm[0],
                            mm[1],
                            mm[2],
                            axes,
                            header.type().name().toLowerCase(Locale.ROOT)),
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
            String more = header.pair() ? "" : voxels(path, found.facts());
            if (!header.orientationKnown()) {
                found.facts().put("reason", Reason.NO_ORIENTATION.code());
                more += ": would be refused, no-orientation (--assume-orientation says it)";
            }
            return new Finding(found.kind(), found.text() + more, found.facts());
        } catch (CaseRefused refused) {
            return unreadable(path, refused.reason(), refused.sentence());
        }
    }

    /** The range of a file's values, and whether they could be an image's. */
    private String voxels(String path, Map<String, Object> facts) throws IOException {
        Volume volume;
        try (InputStream in = storage.open(path)) {
            volume = NiftiReader.read(in, path).volume();
        }
        ValueRange range = ValueRange.of(volume);
        range.addTo(facts);
        try {
            Volume unused = Rescale.NONE.apply(volume);
            return ", " + range.text();
        } catch (CaseRefused refused) {
            facts.put("asImage", refused.reason().code());
            return ", " + range.text() + " (a label's may be; as an image: "
                    + refused.reason().code() + ")";
        }
    }

    /** What was found in box annotations. */
    private static final class BoxCount {
        private final SortedMap<String, Integer> types = new TreeMap<>();
        private int files;
        private int boxes;

        /** Whether it is one. */
        private boolean read(String path, Storage storage, List<Finding> behind) throws IOException {
            try {
                BoxXml xml = BoxXml.read(storage.open(path));
                files++;
                boxes += xml.boxes().size();
                xml.types().forEach(type -> types.merge(type, 1, Integer::sum));
                return true;
            } catch (CaseRefused refused) {
                behind.add(unreadable(path, refused.reason(), refused.sentence()));
                return false;
            }
        }

        private Finding finding() {
            String text = files + " box annotations of slices, " + boxes + " boxes"
                    + (types.isEmpty() ? "" : ", files by tumour type: " + types);
            return Finding.of("boxes", text, "files", files, "boxes", boxes, "tumourTypes", types);
        }
    }

    static Finding unreadable(String path, Reason reason, String sentence) {
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
