package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.SparkSessions;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.lungs.ClassicalLungs;
import org.lungmentor.preprocess.lungs.EllipsoidChest;

class PreprocessJobTest {
    private static SparkSession spark;

    @TempDir
    private Path temp;

    private Path dataset;
    private Path out;

    @BeforeAll
    static void startSpark() {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "localhost");
        spark = SparkSessions.open("test");
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @BeforeEach
    void writeDataset() throws IOException {
        dataset = temp.resolve("phantoms");
        out = temp.resolve("crops");
        for (PreprocessFixture fixture : PreprocessFixture.all()) {
            if (Set.of("ras_axial", "pir_two", "rai_thin").contains(fixture.name())) {
                copy(fixture, "image", "Images");
                copy(fixture, "box", "Boxes");
                copy(fixture, "label", "Labels");
                copy(fixture, "lungs", "../lungs");
            }
        }
        describe(DatasetInfo.Kind.DATASET);
    }

    @Test
    void writesTumourCropsWithReferencesAndLedger() throws IOException {
        JobSummary summary = job().teacher(Storage.of(spark), 32).run(spark);

        assertThat(summary.exitStatus()).isZero();
        assertThat(names("Images")).containsExactly("pir_two_t1", "pir_two_t2", "rai_thin", "ras_axial");
        assertThat(names("Boxes")).isEqualTo(names("Images"));
        assertThat(names("Labels")).isEqualTo(names("Images"));
        assertThat(names("references")).isEqualTo(names("Images"));
        Dataset crops = Dataset.open(Storage.of(spark), out.toString());
        assertThat(crops.info().kind()).isEqualTo(DatasetInfo.Kind.PREPROCESSED_TEACHER);
        assertThat(crops.info().preprocessing()).containsEntry("edge", "32");
        assertThat(crops.info().supervision()).isEqualTo(DatasetInfo.Supervision.STRONG);
        assertThat(row("pir_two").figures()).containsEntry("crops", 2.0).containsEntry("cutOffBox", 0.0);
        assertThat(row("rai_thin").notes()).containsKey("box-vanished");
        PreprocessFixture fixture = fixture("pir_two");
        PreprocessFixture.assertSame(
                read(out.resolve("Images/pir_two_t2.nii.gz")), fixture.volume("teacher/Images/pir_two_t2.nii.gz"));
        CropReference reference = reference("pir_two_t2");
        assertThat(reference.subject().dataset()).isEqualTo("phantoms");
        assertThat(reference.subject().patient()).isEqualTo("pir_two");
        assertThat(reference.subject().labelSource()).contains("GTV-1");
        assertThat(reference.subject().tumourVolumeMm3().orElseThrow())
                .isCloseTo(row("pir_two").figures().get("tumourVolumeMm3"), within(1e-9));
    }

    @Test
    void writesLungCropsWithTheMapsUsed() throws IOException {
        JobSummary summary = job().student(
                        Storage.of(spark),
                        new GivenLungs(),
                        Optional.of(temp.resolve("lungs").toString()),
                        0,
                        false)
                .run(spark);

        assertThat(summary.exitStatus()).isZero();
        assertThat(names("Images"))
                .containsExactly("pir_two_left", "pir_two_right", "rai_thin_left", "ras_axial_right");
        assertThat(names("Lungs")).containsExactly("pir_two", "rai_thin", "ras_axial");
        PreprocessFixture.assertSame(
                read(out.resolve("Images/ras_axial_right.nii.gz")),
                fixture("ras_axial").volume("student/Images/ras_axial_right.nii.gz"));
        assertThat(row("ras_axial").figures()).containsEntry("crops", 1.0).containsKey("rightLungMm3");
        assertThat(reference("ras_axial_right").lung()).contains(Lung.RIGHT);
    }

    @Test
    void keepsEmptyLungsWhereAsked() throws IOException {
        JobSummary summary = job().student(
                        Storage.of(spark),
                        new GivenLungs(),
                        Optional.of(temp.resolve("lungs").toString()),
                        0,
                        true)
                .run(spark);

        assertThat(summary.exitStatus()).isZero();
        assertThat(names("Images")).contains("ras_axial_left", "ras_axial_right");
    }

    @Test
    void aCaseWithoutAnyCropIsDoneWithANote() throws IOException {
        Grid grid = read(dataset.resolve("Labels/ras_axial.nii.gz")).grid();
        write(ByteVolume.zeros(grid), dataset.resolve("Labels/ras_axial.nii.gz"));

        JobSummary summary = job().student(
                        Storage.of(spark),
                        new GivenLungs(),
                        Optional.of(temp.resolve("lungs").toString()),
                        0,
                        false)
                .run(spark);

        assertThat(summary.exitStatus()).isZero();
        assertThat(row("ras_axial").notes()).containsKey("no-crop");
        assertThat(names("Images")).doesNotContain("ras_axial_left", "ras_axial_right");
    }

    @Test
    void findsLungsByItself() throws IOException {
        for (String folder : List.of("Images", "Boxes", "Labels")) {
            Files.move(dataset.resolve(folder), temp.resolve(folder)); // too small for lungs
        }
        write(EllipsoidChest.image(true, true, false), dataset.resolve("Images/chest.nii.gz"));

        JobSummary summary = job().student(Storage.of(spark), new ClassicalLungs(), Optional.empty(), 0, false)
                .run(spark);

        assertThat(summary.exitStatus()).isZero();
        assertThat(names("Images")).containsExactly("chest_left", "chest_right");
        assertThat(reference("chest_right")
                        .canonical()
                        .affine()
                        .apply(reference("chest_right").window().x0(), 0, 0)[0])
                .as("the right lung lies at larger x, RAS mm")
                .isPositive();
    }

    @Test
    void cropsADatasetWithoutLabels() throws IOException {
        for (String name : List.of("ras_axial", "pir_two", "rai_thin")) {
            Files.delete(dataset.resolve("Labels/" + name + ".nii.gz"));
        }

        assertThat(job().teacher(Storage.of(spark), 32).run(spark).exitStatus()).isZero();

        assertThat(names("Labels")).isEmpty();
        assertThat(reference("rai_thin").subject().tumourVolumeMm3()).isEmpty();
        assertThat(row("rai_thin").figures()).doesNotContainKey("cutOffLabel");
    }

    @Test
    void takesImagesAndBoxesFromTheBaseOfSoftLabels() throws IOException {
        Path soft = temp.resolve("soft");
        Files.createDirectories(soft);
        Files.move(dataset.resolve("Labels"), soft.resolve("Labels"));
        Dataset.write(
                Storage.of(spark), soft.toString(), info("phantoms-soft", DatasetInfo.Kind.DATASET, "../phantoms"));

        JobSummary summary = new PreprocessJob(
                        soft.toString(), out.toString(), Optional.empty(), Optional.empty(), JobOptions.STANDARD)
                .teacher(Storage.of(spark), 32)
                .run(spark);

        assertThat(summary.done()).isEqualTo(3);
        assertThat(names("Labels")).hasSize(4);
        assertThat(reference("rai_thin").subject().dataset()).isEqualTo("phantoms-soft");
    }

    @Test
    void refusesWhatCannotBeCropped() throws IOException {
        Volume image = read(dataset.resolve("Images/ras_axial.nii.gz"));
        write(ByteVolume.zeros(image.grid()), dataset.resolve("Boxes/ras_axial.nii.gz"));
        write(read(dataset.resolve("Labels/pir_two.nii.gz")), dataset.resolve("Labels/rai_thin.nii.gz"));

        JobSummary summary = job().teacher(Storage.of(spark), 32).run(spark);

        assertThat(summary.exitStatus()).isEqualTo(3);
        assertThat(summary.refusedByReason()).isEqualTo(Map.of("empty-box", 1, "grid-mismatch", 1));
        assertThat(names("Images")).containsExactly("pir_two_t1", "pir_two_t2");
    }

    @Test
    void refusesFilesWithoutOrientationUnlessOneIsAssumed() throws IOException {
        for (String folder : List.of("Images", "Boxes", "Labels")) {
            Path file = dataset.resolve(folder + "/ras_axial.nii.gz");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                byte[] bytes = in.readAllBytes();
                Arrays.fill(bytes, 252, 256, (byte) 0); // qform_code, sform_code
                Files.write(file, bytes);
            }
        }
        assertThat(job().teacher(Storage.of(spark), 32).run(spark).refusedByReason())
                .isEqualTo(Map.of("no-orientation", 1));

        JobSummary assumed = new PreprocessJob(
                        dataset.toString(),
                        out.toString(),
                        Optional.of(Set.of("ras_axial")),
                        Optional.of("LAS"),
                        JobOptions.STANDARD)
                .teacher(Storage.of(spark), 32)
                .run(spark);

        assertThat(assumed.exitStatus()).isZero();
        assertThat(Orientation.of(reference("ras_axial").source().affine()).codes())
                .isEqualTo("LAS");
    }

    @Test
    void namesACaseThatIsNotThere() {
        PreprocessJob job = new PreprocessJob(
                dataset.toString(),
                out.toString(),
                Optional.of(Set.of("nobody")),
                Optional.empty(),
                JobOptions.STANDARD);

        assertThatThrownBy(() -> job.teacher(Storage.of(spark), 32))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void refusesCropsAsInputAndEdgesThatDoNotFit() throws IOException {
        assertThatThrownBy(() -> job().teacher(Storage.of(spark), 30)).isInstanceOf(UsageException.class);
        describe(DatasetInfo.Kind.PREPROCESSED_TEACHER);

        assertThatThrownBy(() -> job().teacher(Storage.of(spark), 32))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("crops already");
    }

    private PreprocessJob job() {
        return new PreprocessJob(
                dataset.toString(), out.toString(), Optional.empty(), Optional.empty(), JobOptions.STANDARD);
    }

    private void describe(DatasetInfo.Kind kind) throws IOException {
        Dataset.write(Storage.of(spark), dataset.toString(), info("phantoms", kind, ""));
    }

    private static DatasetInfo info(String name, DatasetInfo.Kind kind, String base) {
        return new DatasetInfo(
                name,
                kind,
                DatasetInfo.Supervision.STRONG,
                base.isEmpty() ? Optional.empty() : Optional.of(base),
                Optional.of("GTV-1"),
                new TreeMap<>(),
                "test",
                new TreeMap<>());
    }

    private void copy(PreprocessFixture fixture, String file, String folder) throws IOException {
        write(
                fixture.volume("input/" + file + ".nii.gz"),
                dataset.resolve(folder).resolve(fixture.name() + ".nii.gz"));
    }

    private static void write(Volume volume, Path file) throws IOException {
        Files.createDirectories(file.normalize().getParent());
        try (OutputStream stream = Files.newOutputStream(file.normalize())) {
            NiftiWriter.write(volume, stream);
        }
    }

    private static Volume read(Path file) throws IOException {
        return NiftiReader.read(file).volume();
    }

    private static PreprocessFixture fixture(String name) {
        return PreprocessFixture.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private LedgerRow row(String name) throws IOException {
        return Optional.ofNullable(
                        Dataset.open(Storage.of(spark), out.toString()).rows().get(name))
                .orElseThrow();
    }

    private CropReference reference(String crop) throws IOException {
        try (InputStream in = Files.newInputStream(out.resolve("references/" + crop + ".json"))) {
            return ReferenceJson.read(in, crop);
        }
    }

    private List<String> names(String folder) throws IOException {
        if (!Files.exists(out.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(out.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
                    .sorted()
                    .toList();
        }
    }
}
