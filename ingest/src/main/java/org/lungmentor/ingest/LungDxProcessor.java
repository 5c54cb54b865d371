package org.lungmentor.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lungmentor.dicom.BoxXml;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;

/**
 * One CT and the boxes of its slices to an image and a box mask (collection Lung-PET-CT-Dx).
 *
 * @param length which scans are taken
 * @param keepUnannotated whether a scan without any box keeps its image
 * @param outputs what is written
 * @param pseudonyms what UIDs are called in the ledger
 */
public record LungDxProcessor(LengthRule length, boolean keepUnannotated, CaseOutputs outputs, Pseudonyms pseudonyms)
        implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    /** Standard outputs, names as found. */
    public static LungDxProcessor of(LengthRule length, boolean keepUnannotated) {
        return new LungDxProcessor(length, keepUnannotated, CaseOutputs.STANDARD, Pseudonyms.NONE);
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("lengthMm", length.text());
        settings.put("keepUnannotated", Boolean.toString(keepUnannotated));
        settings.put("pseudonyms", pseudonyms.fingerprint());
        outputs.addTo(settings);
        return settings;
    }

    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        CtScan scan = PlannedScan.read(one.inputs(), files::open, length::check);
        Findings findings = Findings.of(one, scan, pseudonyms);
        ByteVolume box = boxes(one, files, scan, findings);
        findings.figure("boxVoxels", box.countNonZero());
        if (box.countNonZero() == 0 && !keepUnannotated) {
            throw new CaseRefused(
                    Reason.NO_ANNOTATION,
                    "No slice of the scan has a box, so no teacher can use it: --keep-unannotated keeps its image.");
        }
        if (box.countNonZero() > 0) {
            outputs.write(scan.image(), box, one, files);
        } else {
            outputs.write(scan.image(), one, files);
        }
        return findings.result();
    }

    private static ByteVolume boxes(Case one, CaseFiles files, CtScan scan, Findings findings) throws IOException {
        Grid grid = scan.image().grid();
        ByteVolume box = ByteVolume.zeros(grid);
        Map<String, Integer> sliceOf = new TreeMap<>();
        List<SliceHeader> slices = scan.stack().slices();
        for (int z = 0; z < slices.size(); z++) {
            if (sliceOf.put(slices.get(z).sopInstanceUid(), z) != null && one.has(PlannedScan.BOXES)) {
                throw new CaseRefused(
                        Reason.NO_ANNOTATION,
                        "The scan's slices are frames of one file and its boxes name the file: it cannot be told of which"
                                + " slice they are.");
            }
        }
        TreeSet<String> types = new TreeSet<>();
        int swapped = 0;
        int annotated = 0;
        for (String path : one.inputs().getOrDefault(PlannedScan.BOXES, List.of())) {
            String name = path.substring(path.lastIndexOf('/') + 1, path.length() - ".xml".length());
            BoxXml xml = BoxXml.read(files.open(path));
            Integer z = sliceOf.get(name);
            if (z == null) {
                continue; // of a slice that was left out
            }
            xml.boxes().forEach(b -> b.fill(box.values(), z * grid.nx() * grid.ny(), grid.nx(), grid.ny()));
            types.addAll(xml.types());
            swapped += xml.swapped();
            annotated++;
        }
        findings.figure("annotatedSlices", annotated);
        findings.positive("boxesSwapped", swapped);
        if (!types.isEmpty()) {
            findings.note("tumourType", String.join(",", types));
        }
        return box;
    }
}
