package org.lungmentor.expand;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.jobs.Software;
import org.lungmentor.preprocess.CaseVolumes;
import org.lungmentor.preprocess.Crop;
import org.lungmentor.preprocess.CropInverse;
import org.lungmentor.preprocess.LungFinder;
import org.lungmentor.preprocess.LungMaps;
import org.lungmentor.preprocess.Scan;
import org.lungmentor.preprocess.StudentCrops;
import org.lungmentor.preprocess.Subject;

/**
 * A student on one scan: lungs, a crop for each, the network, back onto the scan's own grid with the voxelwise maximum, a mask by
 * the rules. Roles {@code image} or {@code slices}, and {@code lungs} if there is a map.
 *
 * @param student works on lung crops
 * @param lungs finds the lungs of a scan that brings no map
 * @param marginMm by how much each lung's box is grown, as in the student's training data
 * @param source how scans are read
 * @param rules how probabilities become a mask
 */
record LungSegmentCase(NetworkSource student, LungFinder lungs, double marginMm, ScanSource source, MaskRules rules)
        implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("model", student.sha256());
        settings.put("lungs", lungs.setting());
        settings.put("marginMm", Double.toString(marginMm));
        source.putInto(settings);
        rules.putInto(settings);
        return settings;
    }

    /** Figures: {@code crops} and those of {@link MaskOutput#write}. Note {@code lungs}: {@link LungMaps#origin}. */
    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        CaseVolumes volumes = source.volumes(one, files);
        Volume image = source.image(one, files, volumes);
        ByteVolume map = one.has(LungMaps.ROLE) ? volumes.map(LungMaps.ROLE) : lungs.find(image);
        Scan scan = new Scan(one.name(), image, Optional.empty(), Optional.empty());
        Subject subject = new Subject("", one.patient(), one.group(), Optional.empty(), Optional.empty());
        StudentCrops crops = new StudentCrops(scan, map, subject, marginMm, Software.VERSION);
        CropInverse inverse = new CropInverse(image.grid());
        CropNetwork network = student.load();
        for (int i = 0; i < crops.count(); i++) {
            Crop crop = crops.crop(i);
            inverse.add(crop.reference(), network.probabilities(crop));
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("crops", (double) crops.count());
        MaskOutput.write(inverse.joined(), Optional.of(map), rules, one.name(), files, figures);
        Map<String, String> notes = new TreeMap<>(volumes.notes());
        notes.put("lungs", LungMaps.origin(one, lungs));
        return CaseResult.of(figures, notes);
    }
}
