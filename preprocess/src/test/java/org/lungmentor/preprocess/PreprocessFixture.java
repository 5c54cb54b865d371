package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Volume;

/** One of the eight small phantoms with what preprocessing must make of it. */
record PreprocessFixture(String name, JsonNode facts) {
    static final double TOLERANCE = 1e-4;
    static final Subject SUBJECT = new Subject("phantoms", "p1", "g1", Optional.of(12.5), Optional.of("made up"));

    static List<PreprocessFixture> all() {
        return StreamSupport.stream(manifest().path("cases").spliterator(), false)
                .map(facts -> new PreprocessFixture(facts.path("name").asText(), facts))
                .toList();
    }

    static JsonNode manifest() {
        return json("manifest.json");
    }

    Scan scan() {
        return new Scan(
                name,
                volume("input/image.nii.gz"),
                Optional.of(volume("input/box.nii.gz")),
                Optional.of(Label.of(volume("input/label.nii.gz"))));
    }

    ByteVolume lungs() {
        return (ByteVolume) volume("input/lungs.nii.gz");
    }

    TeacherCrops teacher() {
        return new TeacherCrops(
                scan(), SUBJECT, facts.path("teacher").path("edge").asInt(), "test");
    }

    StudentCrops student() {
        return new StudentCrops(
                scan(), lungs(), SUBJECT, facts.path("student").path("margin").asDouble(), "test");
    }

    Volume volume(String file) {
        try (InputStream in = open(name + "/" + file)) {
            return NiftiReader.read(in, file).volume();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode reference(String kind, String crop) {
        return json(name + "/" + kind + "/references/" + crop + ".json");
    }

    CropReference parsedReference(String kind, String crop) {
        try (InputStream in = open(name + "/" + kind + "/references/" + crop + ".json")) {
            return ReferenceJson.read(in, crop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    static void assertSame(Volume got, Volume want) {
        assertThat(got.grid().shape()).containsExactly(want.grid().shape());
        assertThat(got.grid().affine().rows())
                .containsExactly(want.grid().affine().rows(), Offset.offset(1e-4));
        if (want instanceof ByteVolume mask) {
            assertThat(got).isInstanceOf(ByteVolume.class);
            assertThat(((ByteVolume) got).values()).isEqualTo(mask.values());
            return;
        }
        assertThat(largestGap(got, want)).isLessThanOrEqualTo(TOLERANCE);
    }

    static double largestGap(Volume got, Volume want) {
        double largest = 0;
        for (int i = 0; i < want.grid().voxels(); i++) {
            double gap = Math.abs((double) got.value(i) - want.value(i));
            largest = gap <= largest ? largest : gap; // NaN counts
        }
        return largest;
    }

    /** Numbers within 1e-4 (affines) or 1e-6 of their size (mean, sd), everything else exactly. */
    static void assertSameReference(JsonNode got, JsonNode want) {
        want.fields().forEachRemaining(field -> {
            String key = field.getKey();
            JsonNode value = got.path(key);
            if (key.equals("software")) {
                return;
            }
            if (key.endsWith("_affine")) {
                for (int i = 0; i < 16; i++) {
                    double expected = field.getValue().path(i / 4).path(i % 4).asDouble();
                    assertThat(value.path(i / 4).path(i % 4).asDouble(Double.NaN))
                            .as(key)
                            .isCloseTo(expected, within(1e-4));
                }
            } else if (key.equals("mean") || key.equals("sd")) {
                double expected = field.getValue().asDouble();
                assertThat(value.asDouble()).as(key).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
            } else {
                assertThat(value).as(key).isEqualTo(field.getValue());
            }
        });
    }

    private static JsonNode json(String file) {
        try (InputStream in = open(file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(
                PreprocessFixture.class.getResourceAsStream("/fixtures/preprocess/" + file), file);
    }
}
