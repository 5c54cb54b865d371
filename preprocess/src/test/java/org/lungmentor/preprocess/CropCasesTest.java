package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.CaseResult;

/** The two processors, on files in memory. */
class CropCasesTest {
    private static final CropProvenance FROM = new CropProvenance("phantoms", "GTV-1", "", "test 1");

    private final PreprocessFixture fixture = fixture("pir_two");

    @Test
    void aTeacherCaseWritesEachCropWithItsReference() throws IOException {
        MemoryFiles files = files(fixture, true);

        CaseResult result = new TeacherCropCase(FROM, 32).process(files.asCase("pir_two"), files);

        assertThat(files.written())
                .containsExactly(
                        "Boxes/pir_two_t1.nii.gz",
                        "Boxes/pir_two_t2.nii.gz",
                        "Images/pir_two_t1.nii.gz",
                        "Images/pir_two_t2.nii.gz",
                        "Labels/pir_two_t1.nii.gz",
                        "Labels/pir_two_t2.nii.gz",
                        "references/pir_two_t1.json",
                        "references/pir_two_t2.json");
        PreprocessFixture.assertSame(
                files.volume("Labels/pir_two_t2.nii.gz"), fixture.volume("teacher/Labels/pir_two_t2.nii.gz"));
        Subject subject = reference(files, "pir_two_t2").subject();
        assertThat(subject.dataset()).isEqualTo("phantoms");
        assertThat(subject.patient()).isEqualTo("p-pir_two");
        assertThat(subject.group()).isEqualTo("g-pir_two");
        assertThat(subject.labelSource()).contains("GTV-1");
        double mm3 = fixture.scan().label().orElseThrow().tumourVolumeMm3();
        assertThat(subject.tumourVolumeMm3().orElseThrow()).isCloseTo(mm3, within(1e-9));
        assertThat(result.figures())
                .containsOnlyKeys("crops", "cutOffBox", "cutOffLabel", "tumourVolumeMm3")
                .containsEntry("crops", 2.0)
                .containsEntry("tumourVolumeMm3", mm3);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void aTeacherCaseWithoutALabelHasNoFiguresOfOne() throws IOException {
        PreprocessFixture thin = fixture("rai_thin");
        MemoryFiles files = files(thin, false);

        CaseResult result = new TeacherCropCase(FROM, 32).process(files.asCase("rai_thin"), files);

        assertThat(files.written())
                .containsExactly("Boxes/rai_thin.nii.gz", "Images/rai_thin.nii.gz", "references/rai_thin.json");
        assertThat(result.figures()).containsOnlyKeys("crops", "cutOffBox");
        assertThat(result.notes()).containsOnlyKeys("box-vanished");
        assertThat(reference(files, "rai_thin").subject().labelSource()).isEmpty();
        assertThat(reference(files, "rai_thin").subject().tumourVolumeMm3()).isEmpty();
    }

    @Test
    void aStudentCaseWritesTheMapItUsedAndTheLungsThatHoldTumour() throws IOException {
        PreprocessFixture axial = fixture("ras_axial");
        MemoryFiles files = files(axial, true).with("lungs", axial.lungs());

        CaseResult result =
                new StudentCropCase(FROM, new GivenLungs(), 0, false).process(files.asCase("ras_axial"), files);

        assertThat(files.written())
                .containsExactly(
                        "Boxes/ras_axial_right.nii.gz",
                        "Images/ras_axial_right.nii.gz",
                        "Labels/ras_axial_right.nii.gz",
                        "Lungs/ras_axial.nii.gz",
                        "references/ras_axial_right.json");
        PreprocessFixture.assertSame(files.volume("Lungs/ras_axial.nii.gz"), axial.lungs());
        double voxel = axial.lungs().grid().voxelVolumeMm3();
        assertThat(result.figures())
                .containsOnlyKeys("crops", "tumourVolumeMm3", "tumourInNoCropMm3", "rightLungMm3", "leftLungMm3")
                .containsEntry("crops", 1.0)
                .containsEntry("rightLungMm3", voxels(axial.lungs(), 1) * voxel)
                .containsEntry("leftLungMm3", voxels(axial.lungs(), 2) * voxel);
        assertThat(result.notes()).containsOnly(Map.entry("lungs", "given"));
    }

    @Test
    void aStudentCaseKeepsEmptyLungsWhereAsked() throws IOException {
        PreprocessFixture axial = fixture("ras_axial");
        MemoryFiles files = files(axial, true).with("lungs", axial.lungs());

        CaseResult result =
                new StudentCropCase(FROM, new GivenLungs(), 0, true).process(files.asCase("ras_axial"), files);

        assertThat(files.written()).contains("Images/ras_axial_left.nii.gz", "Images/ras_axial_right.nii.gz");
        assertThat(result.figures()).containsEntry("crops", 2.0);
    }

    @Test
    void aStudentCaseWithABoxAloneKeepsTheLungThatTheBoxIsIn() throws IOException {
        PreprocessFixture axial = fixture("ras_axial");
        MemoryFiles files = new MemoryFiles()
                .with("image", axial.scan().image())
                .with("box", axial.scan().box().orElseThrow())
                .with("lungs", axial.lungs());

        new StudentCropCase(FROM, new GivenLungs(), 0, false).process(files.asCase("ras_axial"), files);

        assertThat(files.written()).filteredOn(f -> f.startsWith("Boxes/")).hasSize(1);
        assertThat(files.written()).filteredOn(f -> f.startsWith("Labels/")).isEmpty();
    }

    @Test
    void aStudentCaseWithoutTumourIsDoneWithANote() throws IOException {
        PreprocessFixture axial = fixture("ras_axial");
        MemoryFiles files = new MemoryFiles()
                .with("image", axial.scan().image())
                .with("label", ByteVolume.zeros(axial.scan().image().grid()))
                .with("lungs", axial.lungs());

        CaseResult result =
                new StudentCropCase(FROM, new GivenLungs(), 0, false).process(files.asCase("ras_axial"), files);

        assertThat(files.written()).containsExactly("Lungs/ras_axial.nii.gz");
        assertThat(result.notes()).containsOnlyKeys("lungs", "no-crop");
        assertThat(result.figures()).containsEntry("crops", 0.0);
    }

    @Test
    void aMapOfFloatsIsAMapWhereItHoldsWholeNumbers() throws IOException {
        PreprocessFixture axial = fixture("ras_axial");
        MemoryFiles files = files(axial, true).with("lungs", axial.lungs().toFloat());

        new StudentCropCase(FROM, new GivenLungs(), 0, false).process(files.asCase("ras_axial"), files);

        PreprocessFixture.assertSame(files.volume("Lungs/ras_axial.nii.gz"), axial.lungs());
        for (float wrong : new float[] {0.5f, -1, 128, Float.NaN, 3}) {
            FloatVolume broken = axial.lungs().toFloat();
            broken.values()[7] = wrong;
            MemoryFiles bad = files(axial, true).with("lungs", broken);
            refused(Reason.LABEL_OUT_OF_RANGE, () -> new StudentCropCase(FROM, new GivenLungs(), 0, false)
                    .process(bad.asCase("ras_axial"), bad));
        }
    }

    @Test
    void aCaseWithoutAMapOrAnImageIsRefused() throws IOException {
        MemoryFiles noMap = files(fixture, true);
        refused(Reason.NO_LUNGS, () -> new StudentCropCase(FROM, new GivenLungs(), 0, false)
                .process(noMap.asCase("pir_two"), noMap));
        MemoryFiles noImage = new MemoryFiles().with("box", fixture.scan().box().orElseThrow());
        refused(Reason.IMAGE_MISSING, () -> new TeacherCropCase(FROM, 32).process(noImage.asCase("pir_two"), noImage));
    }

    @Test
    void anUnknownOrientationIsRefusedOrAssumed() throws IOException {
        PreprocessFixture axial = fixture("ras_axial");
        MemoryFiles files = new MemoryFiles()
                .with("image", mute(axial.scan().image()))
                .with("box", mute(axial.scan().box().orElseThrow()));
        refused(Reason.NO_ORIENTATION, () -> new TeacherCropCase(FROM, 32).process(files.asCase("ras_axial"), files));

        CaseResult result = new TeacherCropCase(new CropProvenance("phantoms", "", "LAS", "test 1"), 32)
                .process(files.asCase("ras_axial"), files);

        assertThat(Orientation.of(reference(files, "ras_axial").source().affine())
                        .codes())
                .isEqualTo("LAS");
        assertThat(result.notes()).containsOnlyKeys("box-warning", "image-warning");
    }

    @Test
    void settingsNameAllThatChangesTheCrops() {
        assertThat(new TeacherCropCase(FROM, 32).settings())
                .isEqualTo(new TreeMap<>(java.util.Map.of(
                        "dataset", "phantoms", "labelSource", "GTV-1", "assumedOrientation", "", "edge", "32")));
        assertThat(new StudentCropCase(FROM, new GivenLungs(), 2.5, true).settings())
                .containsEntry("lungs", "given")
                .containsEntry("marginMm", "2.5")
                .containsEntry("keepEmptyLungs", "true")
                .containsEntry("dataset", "phantoms");
        assertThat(new TeacherCropCase(FROM, 32).version()).isEqualTo(1);
        assertThat(new StudentCropCase(FROM, new GivenLungs(), 0, true).version())
                .isEqualTo(1);
    }

    @Test
    void aSoftLabelIsOneWithValuesBetweenZeroAndOne() {
        Volume image = fixture.scan().image();
        FloatVolume soft = ByteVolume.zeros(image.grid()).toFloat();
        soft.values()[3] = 0.5f;
        soft.values()[4] = 0.49f;
        soft.values()[5] = 1;
        assertThat(Label.of(soft).soft()).isTrue();
        assertThat(Label.of(soft).tumourVoxels()).isEqualTo(2);
        soft.values()[3] = 0;
        soft.values()[4] = 0;
        assertThat(Label.of(soft).soft()).isFalse();
        for (float wrong : new float[] {-0.01f, 1.01f, Float.NaN}) {
            soft.values()[9] = wrong;
            refused(Reason.LABEL_OUT_OF_RANGE, () -> Label.of(soft));
        }
        short[] counts = new short[image.grid().voxels()];
        counts[8] = 1;
        assertThat(Label.of(new ShortVolume(image.grid(), counts)).tumourVolumeMm3())
                .isCloseTo(image.grid().voxelVolumeMm3(), within(1e-12));
    }

    private static void refused(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CaseRefused.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    private static MemoryFiles files(PreprocessFixture fixture, boolean label) throws IOException {
        Scan scan = fixture.scan();
        MemoryFiles files = new MemoryFiles()
                .with("image", scan.image())
                .with("box", scan.box().orElseThrow());
        return label ? files.with("label", scan.label().orElseThrow().volume()) : files;
    }

    /** A file that says neither sform nor qform. */
    private static byte[] mute(Volume volume) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        NiftiWriter.write(volume, packed);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            byte[] bytes = in.readAllBytes();
            Arrays.fill(bytes, 252, 256, (byte) 0);
            return bytes;
        }
    }

    private static CropReference reference(MemoryFiles files, String crop) throws IOException {
        return ReferenceJson.read(new ByteArrayInputStream(files.bytes("references/" + crop + ".json")), crop);
    }

    private static double voxels(ByteVolume map, int value) {
        int count = 0;
        for (byte v : map.values()) {
            count += v == value ? 1 : 0;
        }
        return count;
    }

    private static PreprocessFixture fixture(String name) {
        List<PreprocessFixture> all = PreprocessFixture.all();
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
