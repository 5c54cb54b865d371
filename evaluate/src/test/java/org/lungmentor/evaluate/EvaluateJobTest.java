package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.DatasetInfo.Kind;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.RunLock;
import org.lungmentor.jobs.RunLocked;
import org.lungmentor.jobs.SparkSessions;
import org.lungmentor.jobs.Storage;

/** The fixtures as two datasets and a folder of predictions, on Spark. */
class EvaluateJobTest {
    @TempDir
    Path folder;

    private final SparkSession spark = session();

    private static SparkSession session() {
        System.setProperty("spark.master", "local[2]");
        return SparkSessions.open("test");
    }

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(folder.resolve("student"));
        for (JsonNode one : ExpectedFiguresTest.cases().toList()) {
            String file = one.get("name").asText() + ".nii.gz";
            Path dataset = folder.resolve(one.get("dataset").asText());
            Path truth = ExpectedFiguresTest.METRICS.resolve("truths").resolve(file);
            for (String role : List.of("Images", "Labels")) {
                Files.createDirectories(dataset.resolve(role));
                Files.copy(truth, dataset.resolve(role).resolve(file));
            }
            Files.copy(
                    ExpectedFiguresTest.METRICS.resolve("predictions").resolve(file),
                    folder.resolve("student").resolve(file));
        }
        describe("A", Kind.DATASET);
        describe("B", Kind.DATASET);
    }

    private void describe(String name, Kind kind) throws IOException {
        Dataset.write(
                Storage.standard(),
                folder.resolve(name).toString(),
                new DatasetInfo(
                        name,
                        kind,
                        DatasetInfo.Supervision.STRONG,
                        Optional.empty(),
                        Optional.empty(),
                        new TreeMap<>(),
                        "test",
                        new TreeMap<>()));
    }

    private EvaluateJob job(Unit unit, Optional<Set<String>> only, String... references) {
        return new EvaluateJob(
                folder.resolve("student").toString(),
                List.of(references).stream()
                        .map(r -> folder.resolve(r).toString())
                        .toList(),
                folder.resolve("out").toString(),
                Overlap.TRUTH,
                unit,
                only,
                JobOptions.STANDARD);
    }

    @Test
    void writesFiguresOfEveryCaseAndTheTablesAsCsvAndParquet() throws IOException {
        Evaluation evaluation = job(Unit.SCAN, Optional.empty(), "A", "B").run(spark);
        assertThat(evaluation.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        double expected = ExpectedFiguresTest.expected()
                .at("/tables/truth_post/both/f1/mean")
                .asDouble();
        TableCell cell = evaluation.tables().stream()
                .filter(c -> c.post() && c.dataset().equals("both") && c.figure() == Figure.F1)
                .findFirst()
                .orElseThrow();
        assertThat(cell.over().mean()).isCloseTo(expected, within(1e-9));
        assertThat(cell.model()).isEqualTo("student");
        for (String name : List.of("cases", "tables")) {
            List<String> csv = Files.readAllLines(folder.resolve("out/" + name + ".csv"));
            String parquet = folder.resolve("out/" + name + ".parquet").toString();
            assertThat(spark.read().parquet(parquet).count()).isEqualTo(csv.size() - 1L);
            assertThat(csv.get(0).split(","))
                    .containsExactly(spark.read().parquet(parquet).columns());
        }
        assertThat(Files.readAllLines(folder.resolve("out/cases.csv")))
                .hasSize(41)
                .contains("perfect,perfect,A,done,,,student,false,1,1,1,1,1,1,1,0,1,0,0,1,1,"
                        + "1192.0000355243685,1192.0000355243685,1192.0000355243685,1192.0000355243685");
    }

    @Test
    void everyTableIsOneFileAndNothingElseIsLeft() throws IOException {
        job(Unit.SCAN, Optional.empty(), "A").run(spark);
        byte[] before = Files.readAllBytes(folder.resolve("out/tables.parquet"));
        job(Unit.SCAN, Optional.empty(), "A").run(spark);
        assertThat(folder.resolve("out").toFile().list())
                .containsExactlyInAnyOrder("cases.csv", "cases.parquet", "tables.csv", "tables.parquet", "ledger");
        assertThat(folder.resolve("out/tables.parquet")).hasBinaryContent(before);
    }

    @Test
    void ofTwoRunsAtOnceOneIsRefused() throws IOException {
        Storage storage = Storage.standard();
        try (RunLock other = RunLock.acquire(storage, folder.resolve("out").toString(), EvaluateJob.STEP)) {
            assertThatThrownBy(() -> job(Unit.SCAN, Optional.empty(), "A").run(spark))
                    .isInstanceOf(RunLocked.class);
            other.check();
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void saysWhichCaseHasNoPredictionAndWhichPredictionNoLabel() throws IOException {
        Files.delete(folder.resolve("student/perfect.nii.gz"));
        Evaluation evaluation = job(Unit.SCAN, Optional.empty(), "A").run(spark);
        assertThat(evaluation.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(evaluation.summary().done()).isEqualTo(9);
        assertThat(evaluation.summary().refusedByReason())
                .containsEntry("prediction-missing", 1)
                .containsEntry("reference-label-missing", 10);
        String cases = Files.readString(folder.resolve("out/cases.csv"));
        assertThat(cases)
                .contains("perfect,perfect,A,refused,prediction-missing,")
                .contains("tie,tie,,refused,reference-label-missing,");
    }

    @Test
    void judgesOnlyTheCasesThatAreAskedFor() throws IOException {
        Evaluation evaluation =
                job(Unit.SCAN, Optional.of(Set.of("tie", "border")), "A", "B").run(spark);
        assertThat(Files.readAllLines(folder.resolve("out/cases.csv")))
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly("case", "border", "border", "tie", "tie");
        assertThat(evaluation.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void refusesWhatDoesNotGoTogether() throws IOException {
        assertThatThrownBy(
                        () -> job(Unit.SCAN, Optional.of(Set.of("nobody")), "A").run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> job(Unit.SCAN, Optional.empty(), "A", "A").run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("two of the references");
        assertThatThrownBy(() -> job(Unit.LUNG_CROP, Optional.empty(), "A").run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("preprocess student");
        describe("B", Kind.PREPROCESSED_STUDENT);
        assertThatThrownBy(() -> job(Unit.SCAN, Optional.empty(), "B").run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--unit lung-crop");
        Files.createDirectories(folder.resolve("C/Images"));
        describe("C", Kind.DATASET);
        assertThatThrownBy(() -> job(Unit.SCAN, Optional.empty(), "C").run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("label");
        Files.move(folder.resolve("student"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> job(Unit.SCAN, Optional.empty(), "A").run(spark))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no folder " + folder.resolve("student"));
    }

    @Test
    void countsLungCropsWithTumourOnly() throws IOException {
        describe("A", Kind.PREPROCESSED_STUDENT);
        Evaluation evaluation = job(Unit.LUNG_CROP, Optional.of(Set.of("perfect", "both_empty", "far")), "A")
                .run(spark);
        assertThat(evaluation.summary().done()).isEqualTo(2);
        assertThat(evaluation.summary().skipped()).isEqualTo(1);
        assertThat(evaluation.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(evaluation.tables().get(0).cases()).isEqualTo(2);
    }
}
