package org.lungmentor.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;
import org.lungmentor.imaging.VoxelBox;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.jobs.Dataset;

/**
 * Judges one prediction by its label: figures as it is, post-processed, and of the box where there is one, named {@code
 * prediction.dsc}, {@code post.dsc}, {@code box.dsc}, ... in the ledger. Writes no file.
 *
 * <p>Inputs: {@link #PREDICTION}, {@link Dataset#LABEL}, and {@link Dataset#BOX} where there is one; masks or probabilities,
 * on one grid but on any axes.
 *
 * @param overlap what makes a predicted component a true positive
 * @param unit a scan always counts, a lung crop only with a tumour in it
 */
record EvaluateCase(Overlap overlap, Unit unit) implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    /** The role of the mask that is judged. */
    static final String PREDICTION = "prediction";

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(Map.of("overlap", overlap.option(), "unit", unit.option()));
    }

    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        Volume truth = read(one.path(Dataset.LABEL), files);
        if (unit == Unit.LUNG_CROP && VoxelBox.around(truth.mask()).isEmpty()) {
            throw new CaseRefused(Reason.NO_TUMOUR, "The lung crop holds no tumour: it is no unit of evaluation.");
        }
        if (!one.has(PREDICTION)) {
            throw new CaseRefused(
                    Reason.PREDICTION_MISSING,
                    "There is a label and no prediction: predict the case, or leave it out with --cases.");
        }
        SortedMap<String, Double> figures = new TreeMap<>();
        MaskComparison comparison = new MaskComparison(MaskPair.of(read(one.path(PREDICTION), files), truth));
        put(figures, Variant.PREDICTION, comparison);
        put(figures, Variant.POST, comparison);
        if (one.has(Dataset.BOX)) {
            put(figures, Variant.BOX, new MaskComparison(MaskPair.of(read(one.path(Dataset.BOX), files), truth)));
        }
        return CaseResult.of(figures, Map.of());
    }

    private void put(SortedMap<String, Double> figures, Variant variant, MaskComparison comparison) {
        Figure.byKey(comparison.figures(overlap, variant.post()))
                .forEach((key, value) -> figures.put(variant.prefix() + key, value));
    }

    private static Volume read(String path, CaseFiles files) throws IOException {
        try (InputStream in = files.open(path)) {
            return NiftiReader.read(in, path).volume();
        }
    }
}
