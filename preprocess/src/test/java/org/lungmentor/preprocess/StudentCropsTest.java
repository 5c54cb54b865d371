package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Reason;

class StudentCropsTest {
    static List<PreprocessFixture> fixtures() {
        return PreprocessFixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void cutsTheExpectedCrops(PreprocessFixture fixture) throws Exception {
        JsonNode facts = fixture.facts().path("student");
        StudentCrops crops = fixture.student();

        List<String> names = new ArrayList<>();
        for (int i = 0; i < crops.count(); i++) {
            Crop crop = crops.crop(i);
            String name = crop.reference().crop();
            names.add(name);
            PreprocessFixture.assertSame(crop.image(), fixture.volume("student/Images/" + name + ".nii.gz"));
            PreprocessFixture.assertSame(crop.box().orElseThrow(), fixture.volume("student/Boxes/" + name + ".nii.gz"));
            PreprocessFixture.assertSame(
                    crop.label().orElseThrow(), fixture.volume("student/Labels/" + name + ".nii.gz"));
            PreprocessFixture.assertSameReference(
                    new ObjectMapper().readTree(ReferenceJson.write(crop.reference())),
                    fixture.reference("student", name));
            assertThat(crop.hasNoTumour())
                    .isEqualTo(facts.path("label_empty").path(i).asBoolean());
        }
        assertThat(names).isEqualTo(new ObjectMapper().convertValue(facts.path("crops"), List.class));
        assertThat(crops.tumourInNoCropMm3().orElseThrow())
                .isCloseTo(facts.path("tumour_in_no_crop_mm3").asDouble(), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void takesOutputsBackToTheScan(PreprocessFixture fixture) {
        CropInverse inverse =
                new CropInverse(fixture.volume("input/image.nii.gz").grid());
        for (JsonNode crop : fixture.facts().path("student").path("crops")) {
            FloatVolume output = (FloatVolume) fixture.volume("student/outputs/" + crop.asText() + ".nii.gz");
            inverse.add(fixture.parsedReference("student", crop.asText()), output.values());
        }

        PreprocessFixture.assertSame(inverse.joined(), fixture.volume("student/inverse.nii.gz"));
    }

    @Test
    void writesBothLungsWithoutALabel() {
        PreprocessFixture fixture = PreprocessFixture.all().get(0);
        Scan bare = new Scan("bare", fixture.scan().image(), Optional.empty(), Optional.empty());

        StudentCrops crops = new StudentCrops(bare, fixture.lungs(), PreprocessFixture.SUBJECT, 0, "test");

        assertThat(crops.count()).isEqualTo(2);
        assertThat(crops.crop(1).reference().crop()).isEqualTo("bare_left");
        assertThat(crops.crop(1).hasNoTumour()).isFalse();
        assertThat(crops.tumourInNoCropMm3()).isEmpty();
    }

    @Test
    void refusesAnEmptyLungMap() {
        PreprocessFixture fixture = PreprocessFixture.all().get(0);
        ByteVolume none = ByteVolume.zeros(fixture.scan().image().grid());

        TeacherCropsTest.assertRefused(
                Reason.NO_LUNGS, () -> new StudentCrops(fixture.scan(), none, PreprocessFixture.SUBJECT, 0, "test"));
    }

    @Test
    void refusesALungMapOnAnotherGrid() {
        PreprocessFixture fixture = PreprocessFixture.all().get(0);
        ByteVolume other = PreprocessFixture.all().get(1).lungs();

        TeacherCropsTest.assertRefused(
                Reason.GRID_MISMATCH,
                () -> new StudentCrops(fixture.scan(), other, PreprocessFixture.SUBJECT, 0, "test"));
    }
}
