package org.lungmentor.preprocess;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.jobs.Dataset;

/**
 * One case to its lung crops: role {@code image}, and {@code box}, {@code label} and {@code lungs} as far as there are any.
 *
 * @param provenance what the dataset's crops have in common
 * @param lungs finds the lungs of a case that brings no map
 * @param marginMm by how much each lung's box is grown
 * @param keepEmptyLungs whether a lung whose label is empty gets a crop too
 */
record StudentCropCase(CropProvenance provenance, LungFinder lungs, double marginMm, boolean keepEmptyLungs)
        implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        provenance.putInto(settings);
        settings.put("lungs", lungs.setting());
        settings.put("marginMm", Double.toString(marginMm));
        settings.put("keepEmptyLungs", Boolean.toString(keepEmptyLungs));
        return settings;
    }

    /**
     * Figures: {@code crops}, {@code tumourVolumeMm3}, {@code tumourInNoCropMm3} (outside both lungs' boxes), {@code rightLungMm3} and
     * {@code leftLungMm3}. Notes {@code lungs}: {@link LungMaps#origin}; {@code no-crop}: the label, or the box where there is no label,
     * is empty in both lungs.
     */
    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        CaseVolumes volumes = new CaseVolumes(one, files, provenance.assumedOrientation());
        Scan scan = volumes.scan();
        ByteVolume map = one.has(LungMaps.ROLE) ? volumes.map(LungMaps.ROLE) : lungs.find(scan.image());
        StudentCrops crops =
                new StudentCrops(scan, map, provenance.subject(one, scan), marginMm, provenance.software());
        CropFiles.write(map, Dataset.LUNGS, one.name(), files);
        int written = 0;
        for (int i = 0; i < crops.count(); i++) {
            Crop crop = crops.crop(i);
            if (keepEmptyLungs || !crop.hasNoTumour()) {
                CropFiles.write(crop, files);
                written++;
            }
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("crops", (double) written);
        scan.label().ifPresent(label -> figures.put("tumourVolumeMm3", label.tumourVolumeMm3()));
        crops.tumourInNoCropMm3().ifPresent(mm3 -> figures.put("tumourInNoCropMm3", mm3));
        for (Lung lung : Lung.values()) {
            figures.put(lung.side() + "LungMm3", count(map, lung) * map.grid().voxelVolumeMm3());
        }
        Map<String, String> notes = new TreeMap<>(volumes.notes());
        notes.put("lungs", LungMaps.origin(one, lungs));
        if (written == 0) {
            notes.put(
                    "no-crop",
                    "No lung has a label voxel of at least 0.5 (without a label: a voxel of the box); --keep-empty-lungs keeps such lungs.");
        }
        return CaseResult.of(figures, notes);
    }

    private static long count(ByteVolume map, Lung lung) {
        long count = 0;
        for (byte value : map.values()) {
            count += value == lung.value() ? 1 : 0;
        }
        return count;
    }
}
