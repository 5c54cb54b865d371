package org.lungmentor.ingest;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseResult;

/** Collects what the ledger keeps of a scan: figures, and notes that name no person. */
final class Findings {
    private final SortedMap<String, Double> figures = new TreeMap<>();
    private final SortedMap<String, String> notes = new TreeMap<>();

    /** What any scan has: its spacing along the patient's axes, and its length. */
    Findings(Grid scan) {
        Grid canonical = Orientation.of(scan.affine()).canonical(scan);
        double[] mm = canonical.spacingMm();
        figure("spacingXMm", mm[0]);
        figure("spacingYMm", mm[1]);
        figure("spacingZMm", mm[2]);
        figure("slices", canonical.nz());
        figure("lengthMm", canonical.nz() * mm[2]);
    }

    /** What a CT of DICOM files has besides. */
    static Findings of(Case one, CtScan scan, Pseudonyms pseudonyms) {
        Findings findings = new Findings(scan.image().grid());
        SliceHeader first = scan.stack().first();
        findings.positive("paddedVoxels", scan.paddedVoxels());
        findings.positive("repeatedSlices", scan.repeatedSlices());
        findings.positive(
                "straySlices",
                one.inputs().getOrDefault(PlannedScan.STRAYS, List.of()).size());
        findings.note("studyUid", pseudonyms.uid(first.studyUid()));
        findings.note("seriesUid", pseudonyms.uid(first.seriesUid()));
        if (!scan.saysHounsfield()) {
            findings.note("rescaleType", "not HU; the values look like it");
        }
        if (scan.stack().slices().stream().anyMatch(SliceHeader::lossy)) {
            findings.note("lossy", "the image was once compressed with loss");
        }
        return findings;
    }

    void figure(String name, double value) {
        figures.put(name, value);
    }

    void positive(String name, double value) {
        if (value > 0) {
            figures.put(name, value);
        }
    }

    void note(String name, String text) {
        notes.put(name, text);
    }

    /** The tumour's size, and its box's; and whether the mask looks as if it were another scan's. */
    void tumour(Volume image, ByteVolume mask, ByteVolume box) {
        figure("tumourVoxels", mask.countNonZero());
        figure("tumourVolumeMm3", mask.countNonZero() * mask.grid().voxelVolumeMm3());
        figure("tumours", Components.of(mask).count());
        positive("tumourDiameterMm", TumourDiameter.ofMm(mask));
        figure("boxVoxels", box.countNonZero());
        new LabelCheck(image, mask).suspicion().ifPresent(text -> note("label-suspect", text));
    }

    CaseResult result() {
        return new CaseResult(figures, notes);
    }
}
