package org.lungmentor.ingest;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseResult;

/** Collects what the ledger keeps of a scan: figures, and notes that name no person. */
final class CtFindings {
    private final SortedMap<String, Double> figures = new TreeMap<>();
    private final SortedMap<String, String> notes = new TreeMap<>();

    CtFindings(Case one, CtScan scan, Pseudonyms pseudonyms) {
        SliceHeader first = scan.stack().first();
        figure("slices", scan.stack().slices().size());
        figure("sliceSpacingMm", scan.stack().spacingMm());
        figure("lengthMm", scan.stack().lengthMm());
        positive("paddedVoxels", scan.paddedVoxels());
        positive("repeatedSlices", scan.repeatedSlices());
        positive(
                "straySlices",
                one.inputs().getOrDefault(PlannedScan.STRAYS, List.of()).size());
        note("studyUid", pseudonyms.uid(first.studyUid()));
        note("seriesUid", pseudonyms.uid(first.seriesUid()));
        if (!scan.saysHounsfield()) {
            note("rescaleType", "not HU; the values look like it");
        }
        if (scan.stack().slices().stream().anyMatch(SliceHeader::lossy)) {
            note("lossy", "the image was once compressed with loss");
        }
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

    /** The tumour's size, and its box's. */
    void tumour(ByteVolume mask, ByteVolume box) {
        figure("tumourVoxels", mask.countNonZero());
        figure("tumourVolumeMm3", mask.countNonZero() * mask.grid().voxelVolumeMm3());
        figure("boxVoxels", box.countNonZero());
    }

    CaseResult result() {
        return new CaseResult(figures, notes);
    }
}
