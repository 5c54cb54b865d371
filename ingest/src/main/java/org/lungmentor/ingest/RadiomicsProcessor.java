package org.lungmentor.ingest;

import java.io.IOException;
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
 * @param eachRoi whether instead each region is a case of its own: {@code SCAN_REGION}
 * @param outputs what is written
 * @param pseudonyms what UIDs are called in the ledger
 */
public record RadiomicsProcessor(String roi, boolean eachRoi, CaseOutputs outputs, Pseudonyms pseudonyms)
        implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    /** GTV-1 in any spelling, and not GTV-10. */
    public static final String DEFAULT_ROI = "gtv[-_ ]?1";

    private static final double NOTABLE_SHARE = 0.1;
    private static final double NOTABLE_MM3 = 100;

    /** One region, standard outputs, names as found. */
    public static RadiomicsProcessor of(String roi) {
        return new RadiomicsProcessor(roi, false, CaseOutputs.STANDARD, Pseudonyms.NONE);
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("roi", roi);
        settings.put("eachRoi", Boolean.toString(eachRoi));
        settings.put("pseudonyms", pseudonyms.fingerprint());
        outputs.addTo(settings);
        return settings;
    }

    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        StructureSet set = structureSet(one, files);
        List<StructureSet.Roi> regions = regions(set, one);
        CtScan scan = PlannedScan.read(one.inputs(), files::open, stack -> {});
        Findings findings = Findings.of(one, scan, pseudonyms);
        RoiMask mask = regions.stream()
                .map(r -> RoiMask.fill(r, scan.image().grid(), scan.stack().toVoxel()))
                .reduce(RoiMask::union)
                .orElseThrow();
        countContours(mask, findings);
        findings.note("structureSetUid", pseudonyms.uid(set.sopInstanceUid()));
        findings.note("labelSource", "rtstruct");
        int older = one.inputs()
                .getOrDefault(PlannedScan.OLDER_STRUCTURES, List.of())
                .size();
        if (older > 0) {
            findings.note("structureSetChosen", "the newest of " + (older + 1));
        }
        ByteVolume box = outputs.box(mask.mask());
        findings.tumour(scan.image(), mask.mask(), box);
        compareVolumes(mask, findings);
        outputs.write(scan.image(), mask.mask(), box, one, files);
        return findings.result();
    }

    private static void countContours(RoiMask mask, Findings findings) {
        mask.counts().forEach(findings::figure);
        noteCount(mask, "contoursOutside", "contours-outside", "contours lie beyond the first or last slice", findings);
        noteCount(mask, "contoursVanished", "contour-vanished", "contours cover no voxel centre", findings);
        noteCount(mask, "contourGapSlices", "contour-gap", "slices between contours have none", findings);
    }

    private static void noteCount(RoiMask mask, String count, String note, String what, Findings findings) {
        if (mask.counts().containsKey(count)) {
            findings.note(note, mask.counts().get(count) + " " + what);
        }
    }

    private static void compareVolumes(RoiMask mask, Findings findings) {
        double voxels = mask.mask().countNonZero() * mask.mask().grid().voxelVolumeMm3();
        findings.figure("polygonVolumeMm3", mask.polygonVolumeMm3());
        double gap = Math.abs(voxels - mask.polygonVolumeMm3());
        if (gap > NOTABLE_SHARE * mask.polygonVolumeMm3() && gap > NOTABLE_MM3) {
            findings.note("volumeDiffers", "voxels and contours enclose volumes that differ by more than 10 %");
        }
    }

    /** The cases of a scan whose structure set has these regions. */
    List<String> cases(String scan, List<String> regions) {
        List<String> each = regions.stream()
                .filter(StructureSet.named(Pattern.compile(roi)))
                .map(region -> scan + suffix(region))
                .distinct()
                .toList();
        return eachRoi && !each.isEmpty() ? each : List.of(scan);
    }

    private static String suffix(String region) {
        return "_" + FileNames.safe(region.strip());
    }

    private List<StructureSet.Roi> regions(StructureSet set, Case one) {
        List<StructureSet.Roi> matching = set.select(Pattern.compile(roi));
        return matching.stream()
                .filter(r -> !eachRoi
                        || one.name().matches(ScanNames.pattern(one.patient()) + Pattern.quote(suffix(r.name()))))
                .toList();
    }

    private static StructureSet structureSet(Case one, CaseFiles files) throws IOException {
        if (!one.has(PlannedScan.STRUCTURES)) {
            throw withoutStructures(one, files);
        }
        return StructureSet.read(files.open(one.path(PlannedScan.STRUCTURES)));
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
