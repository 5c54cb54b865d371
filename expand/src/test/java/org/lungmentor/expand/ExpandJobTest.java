package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.Network;

class ExpandJobTest {
    @TempDir
    private Path temp;

    private Study study;
    private SparkSession spark;

    @BeforeEach
    void prepare() throws IOException {
        study = new Study(temp).withScans();
        spark = Study.spark("local[2]");
    }

    @AfterEach
    void stop() {
        spark.stop();
    }

    private JobSummary expand(String out, String... teachers) throws IOException {
        return job(out, teachers).run(spark);
    }

    private ExpandJob job(String out, String... teachers) {
        return new ExpandJob(
                List.of(teachers),
                study.path("weak"),
                study.path(out),
                Optional.empty(),
                Optional.empty(),
                Study.ENGINE,
                JobOptions.STANDARD);
    }

    @Test
    void writesADatasetOfItsOwnThatRefersToTheWeakOneAndLeavesThatAlone() throws IOException {
        Map<String, String> before = study.bytes("weak");
        JobSummary summary = expand("soft", study.model(Network.TEACHER, 1));
        assertThat(summary.done()).isEqualTo(3);
        assertThat(study.bytes("weak")).isEqualTo(before);
        assertThat(study.bytes("soft").keySet())
                .containsExactly("Labels/a.nii.gz", "Labels/b.nii.gz", "Labels/c.nii.gz", "dataset.json");
        Dataset soft = Dataset.open(Storage.standard(), study.path("soft"));
        assertThat(soft.info().supervision()).isEqualTo(DatasetInfo.Supervision.SOFT);
        assertThat(soft.info().base()).contains("../weak");
        assertThat(soft.info().labelSource().orElseThrow()).matches("teacher [0-9a-f]{64}");
        assertThat(soft.cases()).extracting(Case::inputs).allSatisfy(inputs -> assertThat(inputs)
                .containsOnlyKeys("image", "box", "label"));
        Volume label = study.read("soft/Labels/a.nii.gz");
        assertThat(label).isInstanceOf(FloatVolume.class);
        assertThat(label.grid()).isEqualTo(study.read("weak/Images/a.nii.gz").grid());
        float largest = 0;
        for (float value : label.toFloat().values()) {
            assertThat(value).isBetween(0f, 1f);
            largest = Math.max(largest, value);
        }
        assertThat(largest).isPositive();
    }

    @Test
    void oneAndTwoTasksAtATimeGiveTheSameBytes() throws IOException {
        String teacher = study.model(Network.TEACHER, 1);
        expand("two", teacher);
        spark.stop();
        spark = Study.spark("local[1]");
        expand("one", teacher);
        assertThat(study.bytes("one/Labels")).isEqualTo(study.bytes("two/Labels"));
    }

    @Test
    void doesNothingTwiceAndWhatIsMissingAgain() throws IOException {
        String teacher = study.model(Network.TEACHER, 1);
        expand("soft", teacher);
        Map<String, String> before = study.bytes("soft/Labels");
        assertThat(expand("soft", teacher).unchanged()).isEqualTo(3);
        Files.delete(temp.resolve("soft/Labels/b.nii.gz"));
        assertThat(expand("soft", teacher).unchanged()).isEqualTo(2);
        assertThat(study.bytes("soft/Labels")).isEqualTo(before);
        assertThat(expand("soft", study.model(Network.TEACHER, 2)).unchanged()).isZero();
        assertThat(study.bytes("soft/Labels")).isNotEqualTo(before);
    }

    @Test
    void ofTwoTeachersTheMeanIsTakenAndAUnetMayStandForOne() throws IOException {
        String teacher = study.model(Network.TEACHER, 1);
        String unet = study.model(Network.UNET, 2);
        expand("one", teacher);
        expand("other", unet);
        expand("both", teacher, unet);
        float[] one = study.read("one/Labels/a.nii.gz").toFloat().values();
        float[] other = study.read("other/Labels/a.nii.gz").toFloat().values();
        float[] both = study.read("both/Labels/a.nii.gz").toFloat().values();
        assertThat(one).isNotEqualTo(other);
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).isEqualTo((one[i] + other[i]) / 2, within(1e-5f));
        }
    }

    @Test
    void aCaseWithoutABoxIsRefusedAndTheOthersAreDone() throws IOException {
        Files.delete(temp.resolve("weak/Boxes/b.nii.gz"));
        JobSummary summary = expand("soft", study.model(Network.TEACHER, 1));
        assertThat(summary.done()).isEqualTo(2);
        assertThat(summary.refusedByReason()).containsOnly(Map.entry("box-missing", 1));
        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
    }

    @Test
    void refusesWhatIsNoTeacherAndWhatWouldOverwrite() throws IOException {
        Files.writeString(temp.resolve("text.zip"), "no model");
        refused(job("soft", study.path("text.zip")), "is no model file");
        refused(job("soft", study.path("nothing.zip")), "no model file");
        refused(job("soft", study.model(Network.SC_STUDENT, 1)), "sc-student");
        refused(job("weak", study.model(Network.TEACHER, 1)), "folder of their own");
        ExpandJob unknown = new ExpandJob(
                List.of(study.model(Network.TEACHER, 1)),
                study.path("weak"),
                study.path("soft"),
                Optional.of(Set.of("z")),
                Optional.empty(),
                Study.ENGINE,
                JobOptions.STANDARD);
        refused(unknown, "no case z");
        assertThat(temp.resolve("soft")).doesNotExist();
    }

    private void refused(ExpandJob job, String why) {
        assertThatThrownBy(() -> job.run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why);
    }
}
