package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Segbox;
import org.lungmentor.imaging.Volume;
import org.lungmentor.imaging.VoxelBox;

class TeacherCropsTest {
    static List<PreprocessFixture> fixtures() {
        return PreprocessFixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void cutsTheExpectedCrops(PreprocessFixture fixture) throws Exception {
        JsonNode facts = fixture.facts().path("teacher");
        TeacherCrops crops = fixture.teacher();

        List<String> names = new ArrayList<>();
        for (int i = 0; i < crops.count(); i++) {
            Crop crop = crops.crop(i);
            String name = crop.reference().crop();
            names.add(name);
            PreprocessFixture.assertSame(crop.image(), fixture.volume("teacher/Images/" + name + ".nii.gz"));
            PreprocessFixture.assertSame(crop.box().orElseThrow(), fixture.volume("teacher/Boxes/" + name + ".nii.gz"));
            PreprocessFixture.assertSame(
                    crop.label().orElseThrow(), fixture.volume("teacher/Labels/" + name + ".nii.gz"));
            PreprocessFixture.assertSameReference(
                    new ObjectMapper().readTree(ReferenceJson.write(crop.reference())),
                    fixture.reference("teacher", name));
        }
        assertThat(names).isEqualTo(new ObjectMapper().convertValue(facts.path("crops"), List.class));
        assertThat(crops.boxVanished()).isEqualTo(facts.path("box_vanished").asBoolean());
        assertThat(crops.cutOffBox()).isCloseTo(facts.path("cut_off_box").asDouble(), within(1e-12));
        assertThat(crops.cutOffLabel().orElseThrow())
                .isCloseTo(facts.path("cut_off_label").asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void takesOutputsBackToTheScan(PreprocessFixture fixture) {
        Volume image = fixture.volume("input/image.nii.gz");
        CropInverse inverse = new CropInverse(image.grid());
        for (JsonNode crop : fixture.facts().path("teacher").path("crops")) {
            FloatVolume output = (FloatVolume) fixture.volume("teacher/outputs/" + crop.asText() + ".nii.gz");
            inverse.add(fixture.parsedReference("teacher", crop.asText()), output.values());
        }

        PreprocessFixture.assertSame(inverse.joined(), fixture.volume("teacher/inverse.nii.gz"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void drawsTheSegboxOfTheLabel(PreprocessFixture fixture) {
        PreprocessFixture.assertSame(Segbox.of(fixture.volume("input/label.nii.gz")), fixture.volume("segbox.nii.gz"));
    }

    @Test
    void placesAWindowByTheMiddleOfTheBox() {
        for (JsonNode row : PreprocessFixture.manifest()
                .path("numbers")
                .path("teacher_start")
                .path("rows")) {
            int low = row.path(0).asInt();
            int high = row.path(1).asInt();
            VoxelBox box = new VoxelBox(low, low, low, high, high, high);

            VoxelBox window = CropWindows.window(box, row.path(2).asInt());

            assertThat(window.z0()).isEqualTo(row.path(3).asInt());
            assertThat(window.contains(box)).isEqualTo(row.path(4).asBoolean());
        }
    }

    @Test
    void cropsWithoutALabel() {
        Scan scan = PreprocessFixture.all().get(0).scan();
        Scan weak = new Scan("weak", scan.image(), scan.box(), Optional.empty());

        TeacherCrops crops = new TeacherCrops(weak, PreprocessFixture.SUBJECT, 32, "test");

        assertThat(crops.crop(0).label()).isEmpty();
        assertThat(crops.cutOffLabel()).isEmpty();
    }

    @Test
    void refusesAnEmptyBox() {
        Scan scan = PreprocessFixture.all().get(0).scan();
        Scan empty = new Scan(
                "empty", scan.image(), Optional.of(ByteVolume.zeros(scan.image().grid())), Optional.empty());

        assertRefused(Reason.EMPTY_BOX, () -> new TeacherCrops(empty, PreprocessFixture.SUBJECT, 32, "test"));
    }

    @Test
    void refusesACaseWithoutABox() {
        Scan scan = PreprocessFixture.all().get(0).scan();
        Scan bare = new Scan("bare", scan.image(), Optional.empty(), scan.label());

        assertRefused(Reason.BOX_MISSING, () -> new TeacherCrops(bare, PreprocessFixture.SUBJECT, 32, "test"));
    }

    @Test
    void refusesALabelOnAnotherGrid() {
        Scan scan = PreprocessFixture.all().get(0).scan();
        Label other = PreprocessFixture.all().get(1).scan().label().orElseThrow();

        assertRefused(Reason.GRID_MISMATCH, () -> new Scan("mixed", scan.image(), scan.box(), Optional.of(other)));
    }

    @Test
    void refusesALabelOfSeveralStructures() {
        ByteVolume several =
                ByteVolume.zeros(PreprocessFixture.all().get(0).scan().image().grid());
        several.values()[5] = 2;

        assertRefused(Reason.LABEL_OUT_OF_RANGE, () -> Label.of(several));
    }

    static void assertRefused(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CaseRefused.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
