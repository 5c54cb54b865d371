package org.lungmentor.preprocess;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;

/**
 * One case to its tumour crops: roles {@code image} and {@code box}, and {@code label} if there is one.
 *
 * @param provenance what the dataset's crops have in common
 * @param edge voxels along each edge of a crop, divisible by 8
 */
record TeacherCropCase(CropProvenance provenance, int edge) implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        provenance.putInto(settings);
        settings.put("edge", Integer.toString(edge));
        return settings;
    }

    /**
     * Figures: {@code crops}, {@code cutOffBox} and {@code cutOffLabel} (shares of the resampled box's voxels and label's sum in no
     * crop), {@code tumourVolumeMm3}. Note {@code box-vanished}: the crop's box is empty.
     */
    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        CaseVolumes volumes = new CaseVolumes(one, files, provenance.assumedOrientation());
        Scan scan = volumes.scan();
        TeacherCrops crops = new TeacherCrops(scan, provenance.subject(one, scan), edge, provenance.software());
        for (int i = 0; i < crops.count(); i++) {
            CropFiles.write(crops.crop(i), files);
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("crops", (double) crops.count());
        figures.put("cutOffBox", crops.cutOffBox());
        crops.cutOffLabel().ifPresent(share -> figures.put("cutOffLabel", share));
        scan.label().ifPresent(label -> figures.put("tumourVolumeMm3", label.tumourVolumeMm3()));
        Map<String, String> notes = new TreeMap<>(volumes.notes());
        if (crops.boxVanished()) {
            notes.put("box-vanished", "The box is thinner than the crop's voxels: nothing of it is left at 0.7 mm.");
        }
        return CaseResult.of(figures, notes);
    }
}
