package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Volume;

/** Every figure of every fixture, by every overlap rule, with and without post-processing. */
class ExpectedFiguresTest {
    static final Path METRICS = Path.of("src/test/resources/metrics");

    static JsonNode expected() throws IOException {
        return new ObjectMapper().readTree(METRICS.resolve("expected.json").toFile());
    }

    static Stream<JsonNode> cases() throws IOException {
        return StreamSupport.stream(expected().get("cases").spliterator(), false);
    }

    static MaskComparison comparison(String name) throws IOException {
        Volume prediction = NiftiReader.read(METRICS.resolve("predictions").resolve(name + ".nii.gz"))
                .volume();
        Volume truth = NiftiReader.read(METRICS.resolve("truths").resolve(name + ".nii.gz"))
                .volume();
        return new MaskComparison(MaskPair.of(prediction, truth));
    }

    /** The figure of a key of the fixture, which writes {@code hd95_mm} where we write {@code hd95Mm}. */
    static Figure figure(String key) {
        return Arrays.stream(Figure.values())
                .filter(f -> f.key().toLowerCase(Locale.ROOT).equals(key.replace("_", "")))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheExpectedFigures(JsonNode one) throws IOException {
        MaskComparison comparison = comparison(one.get("name").asText());
        for (Overlap overlap : Overlap.values()) {
            for (boolean post : new boolean[] {false, true}) {
                JsonNode figures = one.get(overlap.option() + (post ? "_post" : ""));
                CaseFigures ours = comparison.figures(overlap, post);
                assertThat(figures.size()).isEqualTo(16);
                figures.fields().forEachRemaining(e -> {
                    String what = one.get("name").asText() + " " + overlap + (post ? " post " : " ") + e.getKey();
                    OptionalDouble value = figure(e.getKey()).of(ours);
                    if (e.getValue().isNull()) {
                        assertThat(value).as(what).isEmpty();
                    } else {
                        double tolerance = e.getKey().equals("hd95_mm") ? 1e-4 : 1e-6;
                        assertThat(value.getAsDouble())
                                .as(what)
                                .isCloseTo(
                                        e.getValue().asDouble(),
                                        within(tolerance
                                                * Math.max(
                                                        1, Math.abs(e.getValue().asDouble()))));
                    }
                });
            }
        }
    }
}
