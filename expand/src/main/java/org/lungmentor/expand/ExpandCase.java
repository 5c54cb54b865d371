package org.lungmentor.expand;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.Software;
import org.lungmentor.preprocess.CaseVolumes;
import org.lungmentor.preprocess.Crop;
import org.lungmentor.preprocess.CropInverse;
import org.lungmentor.preprocess.Scan;
import org.lungmentor.preprocess.Subject;
import org.lungmentor.preprocess.TeacherCrops;

/**
 * One weak scan to its soft label (paper, "Teacher-student": the expansion): tumour crops around the box, each through the
 * teachers, no threshold, back onto the scan's own grid; of several crops the voxelwise maximum, of several teachers the mean.
 * Roles {@code image} and {@code box}.
 *
 * @param teachers at least one
 * @param edge voxels along each edge of a crop, as the teachers were trained on
 * @param dataset name of the dataset, for the crops' references
 * @param assumedOrientation letters as {@code LAS} for files that say nothing of left and right; empty: they are refused
 */
record ExpandCase(List<? extends NetworkSource> teachers, int edge, String dataset, String assumedOrientation)
        implements CaseProcessor {
    private static final long serialVersionUID = 1L;
    private static final float TUMOUR = 0.5f;

    ExpandCase {
        teachers = List.copyOf(teachers);
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put(
                "teachers",
                String.join(" ", teachers.stream().map(NetworkSource::sha256).toList()));
        settings.put("edge", Integer.toString(edge));
        settings.put("assumedOrientation", assumedOrientation);
        return settings;
    }

    /**
     * Figures: {@code crops}, {@code cutOffBox} (share of the box in no crop), {@code tumourVolumeMm3} (voxels of at least 0.5),
     * {@code largestProbability}.
     */
    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        CaseVolumes volumes = new CaseVolumes(one, files, assumedOrientation);
        Scan scan = volumes.scan();
        Subject subject = new Subject(dataset, one.patient(), one.group(), Optional.empty(), Optional.empty());
        TeacherCrops crops = new TeacherCrops(scan, subject, edge, Software.VERSION);
        CropInverse inverse = new CropInverse(scan.image().grid());
        for (int i = 0; i < crops.count(); i++) {
            Crop crop = crops.crop(i);
            inverse.add(crop.reference(), mean(crop));
        }
        FloatVolume soft = inverse.joined();
        int tumourVoxels = 0;
        float largest = 0;
        float[] values = soft.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(1, Math.max(0, values[i]));
            largest = Math.max(largest, values[i]);
            tumourVoxels += values[i] >= TUMOUR ? 1 : 0;
        }
        try (OutputStream out = files.create(Dataset.LABELS + "/" + one.name() + ".nii.gz")) {
            NiftiWriter.write(soft, out);
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("crops", (double) crops.count());
        figures.put("cutOffBox", crops.cutOffBox());
        figures.put("tumourVolumeMm3", tumourVoxels * soft.grid().voxelVolumeMm3());
        figures.put("largestProbability", (double) largest);
        return CaseResult.of(figures, volumes.notes());
    }

    private float[] mean(Crop crop) throws IOException {
        float[] sum = teachers.get(0).load().probabilities(crop);
        for (NetworkSource teacher : teachers.subList(1, teachers.size())) {
            float[] other = teacher.load().probabilities(crop);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= teachers.size();
        }
        return sum;
    }
}
