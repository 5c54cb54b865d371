package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.expand.lungs.R231Fixture;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.GivenLungs;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.train.Network;

class SegmentJobTest {
    private static final Prompt NONE = new Prompt.None();
    private static final Prompt CENTRE = new Prompt.Centre(10, 18, 22);
    /** Networks that have learnt nothing say about one half everywhere. */
    private static final MaskRules PROBABILITIES = new MaskRules(-1, 0, false, 0, false);

    private static SparkSession spark;

    @TempDir
    private Path temp;

    private Study study;

    @BeforeAll
    static void start() {
        spark = Study.spark("local[2]");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @BeforeEach
    void prepare() throws IOException {
        study = new Study(temp).withScans();
    }

    private SegmentJob job(String model, String in, String out, Prompt prompt, MaskRules rules, String... cases) {
        return new SegmentJob(
                model,
                study.path(in),
                study.path(out),
                cases.length == 0 ? Optional.empty() : Optional.of(Set.of(cases)),
                LungSource.given(study.path("lungs")),
                prompt,
                ScanSource.STANDARD,
                rules,
                Study.ENGINE,
                JobOptions.STANDARD);
    }

    @Test
    void aStudentWritesAMaskForEachScanOfADatasetAndNothingTwice() throws IOException {
        SegmentJob job = job(study.model(Network.SC_STUDENT, 1), "weak", "masks", NONE, MaskRules.STANDARD);
        assertThat(job.run(spark).done()).isEqualTo(3);
        assertThat(study.bytes("masks").keySet()).containsExactly("a.nii.gz", "b.nii.gz", "c.nii.gz");
        assertThat(study.read("masks/a.nii.gz")).isInstanceOf(ByteVolume.class);
        assertThat(study.read("masks/a.nii.gz").grid())
                .isEqualTo(study.read("weak/Images/a.nii.gz").grid());
        Map<String, String> before = study.bytes("masks");
        JobSummary again = job.run(spark);
        assertThat(again.unchanged()).isEqualTo(3);
        Files.delete(temp.resolve("masks/c.nii.gz"));
        assertThat(job.run(spark).unchanged()).isEqualTo(2);
        assertThat(study.bytes("masks")).isEqualTo(before);
    }

    @Test
    void aStudentsLungsAreFoundByR231AndTheLedgerSaysByWhichWeights() throws IOException {
        Path file = temp.resolve("unet_r231.pth");
        try (InputStream in = R231Fixture.open("state_dict.pth")) {
            Files.copy(in, file);
        }
        LungSource lungs = LungSource.r231(Storage.of(spark), file.toString(), 1);
        SegmentJob plain = job(study.model(Network.SC_STUDENT, 1), "weak", "masks", NONE, MaskRules.STANDARD);
        assertThat(withLungs(plain, lungs).run(spark).done()).isEqualTo(3);
        assertThat(study.bytes("masks").keySet()).containsExactly("a.nii.gz", "b.nii.gz", "c.nii.gz");
        new PreprocessJob(
                        study.path("weak"),
                        study.path("crops"),
                        Optional.empty(),
                        Optional.empty(),
                        JobOptions.STANDARD)
                .student(Storage.of(spark), lungs.finder(), lungs.maps(), 0, true)
                .run(spark);
        assertThat(Dataset.open(Storage.of(spark), study.path("crops")).rows().values())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.notes())
                        .containsEntry("lungs", lungs.finder().setting()));
    }

    @Test
    void aFolderOfScansOneFileAndADatasetGiveTheSame() throws IOException {
        String model = study.model(Network.DC_STUDENT, 1);
        job(model, "weak", "one", NONE, PROBABILITIES).run(spark);
        job(model, "weak/Images", "two", NONE, PROBABILITIES).run(spark);
        job(model, "weak/Images/b.nii.gz", "three", NONE, PROBABILITIES).run(spark);
        assertThat(study.bytes("two")).isEqualTo(study.bytes("one")).hasSize(3);
        assertThat(study.bytes("three"))
                .containsOnly(Map.entry("b.nii.gz", study.bytes("one").getOrDefault("b.nii.gz", "")));
    }

    @Test
    void lungCropsGiveMasksOnTheirOwnGrids() throws IOException {
        new PreprocessJob(
                        study.path("weak"),
                        study.path("crops"),
                        Optional.empty(),
                        Optional.empty(),
                        JobOptions.STANDARD)
                .student(Storage.of(spark), new GivenLungs(), Optional.of(study.path("lungs")), 0, true)
                .run(spark);
        job(study.model(Network.SC_STUDENT, 1), "crops", "masks", NONE, MaskRules.STANDARD)
                .run(spark);
        assertThat(study.bytes("masks").keySet())
                .containsExactly(
                        "a_left.nii.gz",
                        "a_right.nii.gz",
                        "b_left.nii.gz",
                        "b_right.nii.gz",
                        "c_left.nii.gz",
                        "c_right.nii.gz");
        assertThat(study.read("masks/b_left.nii.gz").grid())
                .isEqualTo(study.read("crops/Images/b_left.nii.gz").grid());
    }

    @Test
    void aTeacherTakesABoxAndAUnetACentre() throws IOException {
        Prompt box = new Prompt.Box(study.path("weak/Boxes/a.nii.gz"));
        job(study.model(Network.TEACHER, 1), "weak", "teacher", box, PROBABILITIES, "a")
                .run(spark);
        job(study.model(Network.UNET, 1), "weak/Images/a.nii.gz", "unet", CENTRE, PROBABILITIES)
                .run(spark);
        for (String out : new String[] {"teacher", "unet"}) {
            assertThat(study.read(out + "/a.nii.gz").threshold().countNonZero())
                    .as("within a crop of 11.2 mm")
                    .isLessThan(12 * 12 * 8);
        }
    }

    @Test
    void saysWhatAModelNeedsAndWhatItCannotUse() throws IOException {
        Prompt box = new Prompt.Box(study.path("weak/Boxes/a.nii.gz"));
        String teacher = study.model(Network.TEACHER, 1);
        String unet = study.model(Network.UNET, 1);
        String student = study.model(Network.SC_STUDENT, 1);
        refused(job(teacher, "weak", "out", NONE, PROBABILITIES, "a"), "needs a box");
        refused(job(teacher, "weak", "out", CENTRE, PROBABILITIES, "a"), "needs a box");
        refused(job(unet, "weak", "out", NONE, PROBABILITIES, "a"), "--centre");
        refused(job(teacher, "weak", "out", box, PROBABILITIES), "holds 3");
        refused(job(student, "weak", "out", box, PROBABILITIES), "by itself");
        refused(job(teacher, "weak", "out", box, new MaskRules(0.5, 0, true, 0, false), "a"), "--lung-filter");
        refused(job(student, "weak/Images", "weak/Images", NONE, PROBABILITIES), "folder of their own");
        refused(job(student, "nowhere", "out", NONE, PROBABILITIES), "There is no");
        refused(job(student, "weak", "out", NONE, PROBABILITIES, "z"), "no case z");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void findsTheOneCtSeriesOfAFolder() throws IOException {
        PhantomCollections.radiomics(temp.resolve("dicom"), PhantomSettings.small(3), 2);
        String student = study.model(Network.SC_STUDENT, 1);
        assertThat(job(student, "dicom/LUNG1-001", "out", NONE, PROBABILITIES)
                        .plan(Storage.of(spark))
                        .names())
                .as("structure set and PET beside it are passed over")
                .containsExactly("LUNG1-001");
        assertThatThrownBy(() -> job(student, "dicom", "out", NONE, PROBABILITIES)
                        .plan(Storage.of(spark))
                        .names())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds 2 CT series");
        assertThatThrownBy(() -> job(student, ".", "out", NONE, PROBABILITIES)
                        .plan(Storage.of(spark))
                        .names())
                .isInstanceOf(UsageException.class);
    }

    @Test
    void outlinesADicomSeriesWithLungsOfItsOwnFinding() throws IOException {
        PhantomCollections.radiomics(temp.resolve("dicom"), PhantomSettings.small(3), 1);
        SegmentJob job = new SegmentJob(
                study.model(Network.SC_STUDENT, 1),
                study.path("dicom/LUNG1-001"),
                study.path("masks"),
                Optional.empty(),
                LungSource.classical(),
                NONE,
                ScanSource.STANDARD,
                MaskRules.STANDARD,
                Study.ENGINE,
                JobOptions.STANDARD);
        assertThat(job.run(spark).done()).isEqualTo(1);
        assertThat(study.read("masks/LUNG1-001.nii.gz").grid().shape()).containsExactly(96, 96, 42);
    }

    @Test
    void aDicomSeriesSaysItselfWhatItsValuesAre() throws IOException {
        PhantomCollections.radiomics(temp.resolve("dicom"), PhantomSettings.small(3), 1);
        SegmentJob plain = job(study.model(Network.SC_STUDENT, 1), "dicom", "out", NONE, PROBABILITIES);
        SegmentJob rescaled = new SegmentJob(
                plain.model(),
                plain.input(),
                plain.output(),
                plain.cases(),
                plain.lungs(),
                NONE,
                new ScanSource(new Rescale(1, -1024), ""),
                PROBABILITIES,
                Study.ENGINE,
                JobOptions.STANDARD);
        refused(rescaled, "--rescale");
    }

    @Test
    void aModelOfOtherCropsIsRefused() throws IOException {
        new PreprocessJob(
                        study.path("weak"),
                        study.path("crops"),
                        Optional.empty(),
                        Optional.empty(),
                        JobOptions.STANDARD)
                .student(Storage.of(spark), new GivenLungs(), Optional.of(study.path("lungs")), 3, true)
                .run(spark);
        refused(job(study.model(Network.SC_STUDENT, 1), "crops", "out", NONE, PROBABILITIES), "marginMm");
    }

    private static SegmentJob withLungs(SegmentJob job, LungSource lungs) {
        return new SegmentJob(
                job.model(),
                job.input(),
                job.output(),
                job.cases(),
                lungs,
                job.prompt(),
                job.source(),
                job.rules(),
                job.engine(),
                job.options());
    }

    private void refused(SegmentJob job, String why) {
        assertThatThrownBy(() -> job.run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why);
    }
}
