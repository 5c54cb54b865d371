package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the zoo is read as its facts say or refused with a sentence that names it; nothing in between. */
class NiftiZooTest {
    private static final Path ZOO = Path.of("src/test/resources/nifti");

    private static Stream<JsonNode> files() throws IOException {
        JsonNode facts = new ObjectMapper().readTree(ZOO.resolve("facts.json").toFile());
        return StreamSupport.stream(facts.get("files").spliterator(), false);
    }

    static Stream<JsonNode> good() throws IOException {
        return files().filter(f -> f.get("expect").asText().equals("accept"));
    }

    static Stream<JsonNode> bad() throws IOException {
        return files().filter(f -> f.get("expect").asText().equals("refuse"));
    }

    static Stream<JsonNode> either() throws IOException {
        return files().filter(f -> f.get("expect").asText().equals("either"));
    }

    /** Single files of which every byte up to the last voxel's, or the gzip's last, is needed. */
    static Stream<String> singleFiles() throws IOException {
        List<String> moreBehind = List.of("gz_empty_member.nii.gz", "gz_zero_padding.nii.gz");
        return good().map(f -> f.get("file").asText())
                .filter(name -> !name.contains(".hdr") && !moreBehind.contains(name));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsAGoodFileAsItsFactsSay(JsonNode facts) throws IOException {
        NiftiImage image = NiftiReader.read(ZOO.resolve(facts.get("file").asText()));
        requireFacts(image, facts);
        assertThat(image.warnings().isEmpty()).isEqualTo(!facts.path("warn").asBoolean());
        assertThat(image.orientationKnown())
                .isEqualTo(!facts.get("file").asText().equals("neither.nii"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsTheSameHeaderWithoutVoxels(JsonNode facts) throws IOException {
        Path path = ZOO.resolve(facts.get("file").asText());
        NiftiHeader header = header(path);
        assertThat(header.grid()).isEqualTo(NiftiReader.read(path).volume().grid());
        assertThat(header.type().name().toLowerCase(Locale.ROOT))
                .isEqualTo(facts.get("dtype").asText());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesABadFileWithASentence(JsonNode facts) {
        String name = facts.get("file").asText();
        assertThatThrownBy(() -> NiftiReader.read(ZOO.resolve(name)))
                .as(facts.get("about").asText())
                .isInstanceOfSatisfying(CaseRefused.class, refused -> {
                    assertThat(refused.reason()).isIn(Reason.BAD_NIFTI, Reason.TRUNCATED);
                    assertThat(refused.sentence()).contains(name).endsWith(".");
                });
    }

    @ParameterizedTest
    @MethodSource("either")
    void readsADoubtfulFileExactlyOrRefusesIt(JsonNode facts) throws IOException {
        String name = facts.get("file").asText();
        NiftiImage image;
        try {
            image = NiftiReader.read(ZOO.resolve(name));
        } catch (CaseRefused refused) {
            assertThat(refused.sentence()).contains(name);
            return;
        }
        requireFacts(image, facts);
    }

    @ParameterizedTest
    @MethodSource("singleFiles")
    void refusesAGoodFileCutAnywhere(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(ZOO.resolve(name));
        NiftiHeader header = header(ZOO.resolve(name));
        long voxelsEnd = header.voxelOffset()
                + (long) header.grid().voxels() * header.type().bytes();
        long needed = name.endsWith("gz") ? bytes.length : voxelsEnd;
        for (int length = 0; length < needed; length += length < 400 ? 17 : 61) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> NiftiReader.read(new ByteArrayInputStream(cut), name))
                    .as("cut to " + length)
                    .isInstanceOf(CaseRefused.class);
        }
        byte[] lastMissing = Arrays.copyOf(bytes, (int) needed - 1);
        assertThatThrownBy(() -> NiftiReader.read(new ByteArrayInputStream(lastMissing), name))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }

    private static NiftiHeader header(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return NiftiReader.readHeader(in, path.toString());
        }
    }

    private static void requireFacts(NiftiImage image, JsonNode facts) {
        Volume volume = image.volume();
        Grid grid = volume.grid();
        assertThat(grid.shape()).containsExactly(ints(facts.get("shape")));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                double expected = facts.get("affine").get(row).get(column).asDouble();
                assertThat(grid.affine().get(row, column)).isCloseTo(expected, within(1e-5));
            }
        }
        double sum = 0;
        for (int i = 0; i < grid.voxels(); i++) {
            sum += volume.value(i);
        }
        for (int i = 0; i < facts.get("first").size(); i++) {
            requireNumber(volume.value(i), facts.get("first").get(i));
            requireNumber(
                    volume.value(grid.voxels() - facts.get("last").size() + i),
                    facts.get("last").get(i));
        }
        requireNumber(sum, facts.get("sum"));
    }

    private static void requireNumber(double value, JsonNode expected) {
        double e =
                switch (expected.asText()) {
                    case "nan" -> Double.NaN;
                    case "inf" -> Double.POSITIVE_INFINITY;
                    default -> expected.asDouble();
                };
        if (Double.isFinite(e)) {
            assertThat(value).isCloseTo(e, within(1e-6 * Math.max(1, Math.abs(e))));
        } else {
            assertThat(Double.compare(value, e)).isZero();
        }
    }

    private static int[] ints(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(v -> values.add(v.asInt()));
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
