package org.lungmentor.expand;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Reason;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.preprocess.CaseVolumes;
import org.lungmentor.preprocess.Crop;
import org.lungmentor.preprocess.CropReference;
import org.lungmentor.preprocess.ReferenceJson;

/**
 * A student on one lung crop that is preprocessed already: the mask lies on the crop's own grid. Roles {@code image} and
 * {@code reference}.
 *
 * @param student works on lung crops
 * @param rules how probabilities become a mask, without the lung filter
 */
record CropSegmentCase(NetworkSource student, MaskRules rules) implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("model", student.sha256());
        rules.putInto(settings);
        return settings;
    }

    /** Figures: those of {@link MaskOutput#write}. */
    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        if (!one.has(Dataset.REFERENCE)) {
            throw new CaseRefused(
                    Reason.PREPROCESSED_OTHERWISE,
                    "The crop has no references/" + one.name() + ".json: preprocess the dataset again.");
        }
        CaseVolumes volumes = new CaseVolumes(one, files, "");
        FloatVolume image = volumes.read(Dataset.IMAGE).toFloat();
        CropReference reference;
        try (InputStream in = files.open(one.path(Dataset.REFERENCE))) {
            reference = ReferenceJson.read(in, "references/" + one.name() + ".json");
        }
        if (!Arrays.equals(image.grid().shape(), reference.grid().shape())) {
            throw new CaseRefused(
                    Reason.GRID_MISMATCH,
                    "The crop has " + image.grid().sizeText() + " voxels and its reference says "
                            + reference.grid().sizeText() + ": preprocess the dataset again.");
        }
        float[] probabilities =
                student.load().probabilities(new Crop(reference, image, Optional.empty(), Optional.empty()));
        Map<String, Double> figures = new TreeMap<>();
        MaskOutput.write(
                new FloatVolume(image.grid(), probabilities), Optional.empty(), rules, one.name(), files, figures);
        return CaseResult.of(figures, volumes.notes());
    }
}
