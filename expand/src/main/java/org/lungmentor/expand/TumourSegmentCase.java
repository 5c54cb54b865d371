package org.lungmentor.expand;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;
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
 * A teacher, or a {@code unet}, on one scan as a semi-automatic tool (thesis, research question 1): crops where the user says the
 * tumour is, back onto the scan's own grid, a mask by the rules. Roles {@code image} or {@code slices}, and {@code box} where
 * the prompt is a box.
 *
 * @param network works on tumour crops
 * @param edge voxels along each edge of a crop, as in the network's training data
 * @param prompt a box or a centre
 * @param source how scans are read
 * @param rules how probabilities become a mask, without the lung filter
 */
record TumourSegmentCase(NetworkSource network, int edge, Prompt prompt, ScanSource source, MaskRules rules)
        implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("model", network.sha256());
        settings.put("edge", Integer.toString(edge));
        if (prompt instanceof Prompt.Centre centre) {
            settings.put("centre", centre.x() + "," + centre.y() + "," + centre.z());
        }
        source.putInto(settings);
        rules.putInto(settings);
        return settings;
    }

    /** Figures: {@code crops}, {@code cutOffBox} (share of the box in no crop), and those of {@link MaskOutput#write}. */
    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        CaseVolumes volumes = source.volumes(one, files);
        Volume image = source.image(one, files, volumes);
        Volume box = prompt instanceof Prompt.Centre centre ? voxelAt(centre, image.grid()) : volumes.read(Dataset.BOX);
        Scan scan = new Scan(one.name(), image, Optional.of(box), Optional.empty());
        Subject subject = new Subject("", one.patient(), one.group(), Optional.empty(), Optional.empty());
        TeacherCrops crops = new TeacherCrops(scan, subject, edge, Software.VERSION);
        CropInverse inverse = new CropInverse(image.grid());
        CropNetwork asked = network.load();
        for (int i = 0; i < crops.count(); i++) {
            Crop crop = crops.crop(i);
            inverse.add(crop.reference(), asked.probabilities(crop));
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("crops", (double) crops.count());
        figures.put("cutOffBox", crops.cutOffBox());
        MaskOutput.write(inverse.joined(), Optional.empty(), rules, one.name(), files, figures);
        return CaseResult.of(figures, volumes.notes());
    }

    /** A box of the one voxel that holds the point. */
    private static ByteVolume voxelAt(Prompt.Centre centre, Grid grid) {
        double[] at = grid.affine().inverse().apply(centre.x(), centre.y(), centre.z());
        int x = (int) Math.floor(at[0] + 0.5);
        int y = (int) Math.floor(at[1] + 0.5);
        int z = (int) Math.floor(at[2] + 0.5);
        if (!grid.contains(x, y, z)) {
            throw new CaseRefused(
                    Reason.ROI_OUTSIDE,
                    "The centre " + centre + " lies outside the scan: give it in the scan's RAS+ millimetres (x to the"
                            + " patient's right, y to the front, z to the head).");
        }
        ByteVolume box = ByteVolume.zeros(grid);
        box.values()[grid.index(x, y, z)] = 1;
        return box;
    }
}
