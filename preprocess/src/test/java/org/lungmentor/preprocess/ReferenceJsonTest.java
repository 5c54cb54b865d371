package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;

class ReferenceJsonTest {
    private static final List<String> NEEDED = List.of(
            "kind",
            "case",
            "crop",
            "lung",
            "source_shape",
            "source_affine",
            "canonical_shape",
            "resampled_affine",
            "crop_start",
            "crop_size",
            "pad_before",
            "pad_after",
            "margin",
            "mean",
            "sd",
            "software");

    private final ObjectNode good = json();

    @Test
    void whatIsNeededAndMissingOrOfAnotherKindIsNamed() throws IOException {
        for (String field : NEEDED) {
            ObjectNode without = good.deepCopy();
            without.remove(field);
            refused(without.toString(), field.equals("kind") ? "kind" : field);
            ObjectNode other = good.deepCopy();
            other.putObject(field);
            refused(other.toString(), field);
        }
        ObjectNode short2 = good.deepCopy();
        short2.putArray("crop_size").add(1).add(2);
        refused(short2.toString(), "crop_size");
        ObjectNode broken = good.deepCopy();
        broken.putArray("crop_size").add(1).add(2).add(2.5);
        refused(broken.toString(), "crop_size");
    }

    @Test
    void whatIsNoReferenceIsSaidWithItsNameInOneLine() {
        refused("{", "a.json is no crop's reference");
        refused("[]", "a.json is no crop's reference");
        ObjectNode other = good.deepCopy();
        other.put("kind", "professor");
        refused(other.toString(), "PROFESSOR");
        ObjectNode flat = good.deepCopy();
        flat.put("sd", 0);
        refused(flat.toString(), "standard deviation");
    }

    @Test
    void whoseItIsFollowsFromTheCaseWhereNothingSaysIt() throws IOException {
        for (String field : List.of("dataset", "patient", "group", "tumourVolumeMm3", "labelSource")) {
            good.remove(field);
        }
        Subject subject = read(good.toString()).subject();
        assertThat(subject.dataset()).isEmpty();
        assertThat(subject.patient()).isEqualTo(good.path("case").asText());
        assertThat(subject.group()).isEqualTo(subject.patient());
        assertThat(subject.tumourVolumeMm3()).isEmpty();
        assertThat(subject.labelSource()).isEmpty();
        good.put("patient", "P7");
        assertThat(read(good.toString()).subject().group()).isEqualTo("P7");
    }

    private static void refused(String json, String words) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("a.json is no crop's reference")
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static CropReference read(String json) throws IOException {
        return ReferenceJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "a.json");
    }

    private static ObjectNode json() {
        try {
            return (ObjectNode) new ObjectMapper()
                    .readTree(ReferenceJson.write(
                            PreprocessFixture.all().get(0).student().reference(0)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
