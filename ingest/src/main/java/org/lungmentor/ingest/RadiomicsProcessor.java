package org.lungmentor.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.RoiMask;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;

/**
 * One CT and its structure set to an image, a mask and the mask's box (PS3.3 C.8.8; collection NSCLC-Radiomics).
 *
 * @param roi regular expression of the region's whole name, case ignored; several regions that match are joined
 */
public record RadiomicsProcessor(String roi) implements CaseProcessor {
    /** GTV-1 in any spelling, and not GTV-10. */
    public static final String DEFAULT_ROI = "gtv[-_ ]?1";

    private static final double NOTABLE_SHARE = 0.1;
    private static final double NOTABLE_MM3 = 100;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("roi", roi);
        return settings;
    }

    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        StructureSets sets = sets(one, files);
        List<StructureSet.Roi> regions = sets.newest().select(Pattern.compile(roi));
        CtScan scan = CtScan.read(one.inputs().getOrDefault(PlannedScan.SLICES, List.of()), files::open);
        CtFindings findings = new CtFindings(one, scan);
        RoiMask mask = regions.stream()
                .map(r -> RoiMask.fill(r, scan.image().grid(), scan.stack().toVoxel()))
                .reduce(RoiMask::union)
                .orElseThrow();
        mask.counts().forEach(findings::figure);
        findings.note("structureSetUid", sets.newest().sopInstanceUid());
        findings.note("labelSource", "rtstruct");
        if (sets.count() > 1) {
            findings.note("structureSetChosen", "the newest of " + sets.count());
        }
        ByteVolume box = findings.tumour(mask.mask());
        compareVolumes(mask, findings);
        DatasetFiles.image(scan.image(), one, files);
        DatasetFiles.label(mask.mask(), one, files);
        DatasetFiles.box(box, one, files);
        return findings.result();
    }

    private static void compareVolumes(RoiMask mask, CtFindings findings) {
        double voxels = mask.mask().countNonZero() * mask.mask().grid().voxelVolumeMm3();
        findings.figure("polygonVolumeMm3", mask.polygonVolumeMm3());
        double gap = Math.abs(voxels - mask.polygonVolumeMm3());
        if (gap > NOTABLE_SHARE * mask.polygonVolumeMm3() && gap > NOTABLE_MM3) {
            findings.note("volumeDiffers", "voxels and contours enclose volumes that differ by more than 10 %");
        }
    }

    private record StructureSets(StructureSet newest, int count) {}

    private static StructureSets sets(Case one, CaseFiles files) throws IOException {
        List<StructureSet> sets = new ArrayList<>();
        for (String path : one.inputs().getOrDefault(PlannedScan.STRUCTURES, List.of())) {
            sets.add(StructureSet.read(files.open(path)));
        }
        if (sets.isEmpty()) {
            throw withoutStructures(one, files);
        }
        StructureSet newest = sets.stream()
                .max(Comparator.comparing(StructureSet::when).thenComparing(StructureSet::sopInstanceUid))
                .orElseThrow();
        return new StructureSets(newest, sets.size());
    }

    private static CaseRefused withoutStructures(Case one, CaseFiles files) throws IOException {
        for (String path : one.inputs().getOrDefault(PlannedScan.UNRESOLVED, List.of())) {
            return unresolved(StructureSet.read(files.open(path)).seriesUids().isEmpty());
        }
        return new CaseRefused(
                Reason.NO_STRUCTURE_SET,
                "The CT series has no structure set: its tumour is not drawn. Add the RTSTRUCT file, or leave the series out.");
    }

    /** @param namesNone whether the structure set names no series at all */
    static CaseRefused unresolved(boolean namesNone) {
        return namesNone
                ? new CaseRefused(
                        Reason.REFERENCE_MISSING,
                        "A structure set names no series, and there is not exactly one CT in its frame of reference: part the patient's files.")
                : new CaseRefused(
                        Reason.WRONG_REFERENCE,
                        "A structure set was drawn on a series that is not among this patient's: add that series, or the structure set of this one.");
    }
}
