package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Reason;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseResult;

class EvaluateCaseTest {
    private final Map<String, byte[]> stored = new TreeMap<>();

    private static ByteVolume cube(int size, double originX, int from, int to) {
        Grid grid = new Grid(size, size, size, Affine.diagonal(new double[] {2, 2, 2}, new double[] {originX, 0, 0}));
        ByteVolume mask = ByteVolume.zeros(grid);
        for (int z = from; z < to; z++) {
            for (int y = from; y < to; y++) {
                for (int x = from; x < to; x++) {
                    mask.values()[grid.index(x, y, z)] = 1;
                }
            }
        }
        return mask;
    }

    private CaseResult process(Unit unit, Map<String, ByteVolume> inputs) throws IOException {
        TreeMap<String, List<String>> paths = new TreeMap<>();
        for (var input : inputs.entrySet()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            NiftiWriter.write(input.getValue(), out);
            stored.put(input.getKey() + ".nii.gz", out.toByteArray());
            paths.put(input.getKey(), List.of(input.getKey() + ".nii.gz"));
        }
        return new EvaluateCase(Overlap.TRUTH, unit).process(new Case("one", "one", "one", paths), new CaseFiles() {
            @Override
            public InputStream open(String path) {
                return new ByteArrayInputStream(stored.getOrDefault(path, new byte[0]));
            }

            @Override
            public OutputStream create(String relativePath) {
                throw new AssertionError("evaluate writes no file of a case");
            }
        });
    }

    @Test
    void judgesThePredictionThePostProcessedOneAndTheBox() throws IOException {
        ByteVolume prediction = cube(20, 0, 2, 8);
        prediction.values()[prediction.grid().index(19, 19, 19)] = 1;
        CaseResult result = process(
                Unit.SCAN, Map.of("label", cube(20, 0, 2, 8), "prediction", prediction, "box", cube(20, 0, 1, 9)));
        assertThat(result.figures())
                .containsEntry("prediction.dsc", 2 * 216.0 / (216 + 217))
                .containsEntry("post.dsc", 1.0)
                .containsEntry("box.dsc", 2 * 216.0 / (216 + 512))
                .containsEntry("prediction.fp", 0.0)
                .containsEntry("prediction.predictionMm3", 217 * 8.0);
    }

    @Test
    void refusesALabelWithoutPrediction() {
        refuses(Reason.PREDICTION_MISSING, Unit.SCAN, Map.of("label", cube(9, 0, 2, 5)));
    }

    @Test
    void refusesAPredictionOfAnotherSize() {
        refuses(Reason.GRID_MISMATCH, Unit.SCAN, Map.of("label", cube(9, 0, 2, 5), "prediction", cube(10, 0, 2, 5)));
    }

    @Test
    void refusesAPredictionThatLiesElsewhere() {
        refuses(Reason.GRID_MISMATCH, Unit.SCAN, Map.of("label", cube(9, 0, 2, 5), "prediction", cube(9, 0.11, 2, 5)));
    }

    @Test
    void takesAPlaceThatIsRoundedAway() throws IOException {
        CaseResult result = process(Unit.SCAN, Map.of("label", cube(9, 0, 2, 5), "prediction", cube(9, 0.09, 2, 5)));
        assertThat(result.figures()).containsEntry("prediction.dsc", 1.0);
    }

    @Test
    void skipsALungCropWithoutTumourWhateverIsPredictedThere() {
        refuses(Reason.NO_TUMOUR, Unit.LUNG_CROP, Map.of("label", cube(9, 0, 0, 0), "prediction", cube(9, 0, 2, 5)));
        assertThat(Reason.NO_TUMOUR.isSkipped()).isTrue();
    }

    private void refuses(Reason reason, Unit unit, Map<String, ByteVolume> inputs) {
        assertThatThrownBy(() -> process(unit, inputs))
                .isInstanceOfSatisfying(CaseRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }
}
