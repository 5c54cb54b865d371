package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.Network;

class ModelReferenceTest {
    @Test
    void saysWhichSettingOfTheCropsIsAnother() {
        ModelReference model = trainedOn(Map.of("edge", "64", "spacingMm", "0.7"));
        model.requirePreprocessing(new TreeMap<>(Map.of("edge", "64", "spacingMm", "0.7")));
        assertThatThrownBy(() -> model.requirePreprocessing(new TreeMap<>(Map.of("edge", "64", "spacingMm", "1.0"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("m.zip")
                .hasMessageContaining("with spacingMm 0.7, and here it is 1.0");
        assertThatThrownBy(() -> model.requirePreprocessing(new TreeMap<>(Map.of("edge", "64"))))
                .hasMessageContaining("here it is absent");
    }

    @Test
    void importedWeightsSayNothingOfTheirCropsAndFitAny() {
        trainedOn(Map.of()).requirePreprocessing(new TreeMap<>(Map.of("spacingMm", "1.0")));
    }

    private static ModelReference trainedOn(Map<String, String> preprocessing) {
        return new ModelReference(
                Storage.standard(), "m.zip", Network.UNET, new TreeMap<>(preprocessing), "", EngineRequest.BEST);
    }
}
