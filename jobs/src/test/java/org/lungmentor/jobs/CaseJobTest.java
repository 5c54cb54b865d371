package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.UsageException;

class CaseJobTest {
    private static final JobOptions REDO = new JobOptions(true, false, false, ProgressListener.silent());
    private static final JobOptions VERIFY = new JobOptions(false, true, false, ProgressListener.silent());

    private final Path temp;
    private final Path in;
    private final Path out;

    CaseJobTest(@TempDir Path temp) {
        this.temp = temp;
        in = temp.resolve("in");
        out = temp.resolve("out");
    }

    @Test
    void putsOutputsAndRowsInPlaceAndNothingElse() throws IOException {
        JobSummary summary = run(Folder.cases(in, "one", "two"), JobOptions.STANDARD);

        assertThat(summary.done()).isEqualTo(2);
        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(Folder.outputs(out))
                .containsOnlyKeys("Images/case00.txt", "Images/case01.txt", "Labels/case00.txt", "Labels/case01.txt")
                .containsEntry("Labels/case01.txt", "TWO!");
        assertThat(newest("case00").figures()).containsEntry("letters", 3.0);
    }

    @Test
    void refusedAndDyingCasesDoNotStopTheOthersAndLeaveNoOutputs() throws IOException {
        JobSummary summary = run(Folder.cases(in, "one", "refuse me", "die", "skip me", "five"), JobOptions.STANDARD);

        assertThat(summary.sentence()).isEqualTo("shout: 2 done, 1 refused, 1 failed, 1 skipped.");
        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(summary.refusedByReason()).containsOnly(Map.entry("not-finite", 1));
        assertThat(summary.problems()).extracting(LedgerRow::message).first().isEqualTo("It asks to be refused.");
        assertThat(Folder.outputs(out)).hasSize(4);
    }

    @Test
    void allFailedIsStatusThree() throws IOException {
        JobSummary summary = run(Folder.cases(in, "die", "die too"), JobOptions.STANDARD);

        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(summary.sentence()).contains("Not one case could be used");
    }

    @Test
    void aFileThatIsGoneIsToldByItsRoleAndNotByItsPath() throws IOException {
        List<Case> cases = Folder.cases(in, "one", "two");
        Files.delete(in.resolve("case01.txt"));

        assertThat(run(cases, JobOptions.STANDARD).failed()).isEqualTo(1);
        assertThat(newest("case01").message())
                .contains("image file 1 of 1")
                .doesNotContain("case01.txt")
                .doesNotContain(temp.toString());
    }

    @Test
    void nothingIsDoneTwice() throws IOException {
        List<Case> cases = Folder.cases(in, "one", "refuse me", "die");
        run(cases, JobOptions.STANDARD);
        LedgerRow done = newest("case00");
        LedgerRow refused = newest("case01");
        LedgerRow failed = newest("case02");

        JobSummary summary = run(cases, JobOptions.STANDARD);

        assertThat(summary.unchanged()).isEqualTo(2);
        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(newest("case00")).isEqualTo(done);
        assertThat(newest("case01")).isEqualTo(refused);
        assertThat(newest("case02").started()).isAfter(failed.started());
    }

    @Test
    void knownRefusalsCanBeIgnored() throws IOException {
        List<Case> cases = Folder.cases(in, "one", "refuse me");
        JobOptions ignoring = new JobOptions(false, false, true, ProgressListener.silent());

        assertThat(run(cases, ignoring).exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(run(cases, ignoring).exitStatus()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void whatChangedIsDoneAgain() throws IOException {
        List<Case> cases = Folder.cases(in, "one", "two", "three crop");
        run(cases, JobOptions.STANDARD);
        Files.writeString(in.resolve("case00.txt"), "eins");
        Files.writeString(in.resolve("case02.txt"), "drei");
        Files.delete(out.resolve("Labels/case01.txt"));

        JobSummary summary = run(cases, JobOptions.STANDARD);

        assertThat(summary.unchanged()).isZero();
        assertThat(Folder.outputs(out))
                .containsEntry("Labels/case00.txt", "EINS!")
                .containsEntry("Labels/case01.txt", "TWO!")
                .containsEntry("Labels/case02.txt", "DREI!")
                .as("an output that the case no longer has")
                .doesNotContainKey("Images/case02_t1.txt");
    }

    @Test
    void otherSettingsVersionOrRedoDoItAgain() throws IOException {
        List<Case> cases = Folder.cases(in, "one");
        run(cases, JobOptions.STANDARD);

        assertThat(run(cases, new Shout(1, "?", 0), JobOptions.STANDARD).unchanged())
                .isZero();
        assertThat(run(cases, new Shout(2, "?", 0), JobOptions.STANDARD).unchanged())
                .isZero();
        assertThat(run(cases, new Shout(2, "?", 0), JobOptions.STANDARD).unchanged())
                .isEqualTo(1);
        assertThat(run(cases, new Shout(2, "?", 0), REDO).unchanged()).isZero();
    }

    @Test
    void aCaseThatIsNowRefusedLosesItsOutputs() throws IOException {
        List<Case> cases = Folder.cases(in, "one");
        run(cases, JobOptions.STANDARD);
        Files.writeString(in.resolve("case00.txt"), "refuse");

        assertThat(run(cases, JobOptions.STANDARD).refused()).isEqualTo(1);
        assertThat(Folder.outputs(out)).isEmpty();
    }

    @Test
    void movedAndTouchedInputsAreComparedByContentAndThenRemembered() throws IOException {
        run(Folder.cases(in, "one"), JobOptions.STANDARD);
        List<Case> moved = Folder.cases(temp.resolve("moved"), "one");

        assertThat(run(moved, JobOptions.STANDARD).unchanged()).isEqualTo(1);
        assertThat(newest("case00").inputs().values())
                .extracting(InputStamp::path)
                .containsExactly(Sha256.of(moved.get(0).path("image")));
    }

    @Test
    void verifySeesAContentThatChangedBehindTheSameSizeAndTime() throws IOException {
        List<Case> cases = Folder.cases(in, "one");
        run(cases, JobOptions.STANDARD);
        Path file = in.resolve("case00.txt");
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        assertThat(run(cases, JobOptions.STANDARD).unchanged()).isEqualTo(1);
        assertThat(run(cases, VERIFY).unchanged()).isZero();
        assertThat(run(cases, VERIFY).unchanged()).isEqualTo(1);
    }

    @Test
    void whatPlanningRejectedStandsInTheLedgerOnce() throws IOException {
        List<Rejected> rejected = List.of(
                new Rejected(nameless("PET"), Reason.NOT_CT, "It is PET."),
                new Rejected(nameless("short"), Reason.TOO_SHORT, "It is 20 mm long."));
        CaseJob job = new CaseJob(
                "shout",
                List.of(),
                rejected,
                new Shout(),
                out.toString(),
                JobOptions.STANDARD,
                OutputDescription.none());

        JobSummary first = job.run(Sessions.of("local[2]"));
        JobSummary second = job.run(Sessions.of("local[2]"));

        assertThat(first.skipped()).isEqualTo(1);
        assertThat(first.refused()).isEqualTo(1);
        assertThat(first.exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(second.knownRefused()).isEqualTo(1);
        assertThat(second.unchanged()).isEqualTo(1); // what was skipped is no case
        assertThat(new Ledger(Storage.standard(), out.toString()).rows()).hasSize(2);
    }

    @Test
    void sparkReadsTheLedgerAsATable() throws IOException {
        run(Folder.cases(in, "one", "refuse me"), JobOptions.STANDARD);

        Dataset<Row> table = Sessions.of("local[2]").read().parquet(out + "/ledger");

        assertThat(table.columns())
                .containsExactly(
                        "case",
                        "patient",
                        "group",
                        "step",
                        "status",
                        "reason",
                        "message",
                        "inputs",
                        "settings_hash",
                        "processor_version",
                        "software",
                        "started",
                        "seconds",
                        "host",
                        "executor",
                        "figures",
                        "notes");
        Row row = table.orderBy("case")
                .selectExpr("case", "figures['letters']", "inputs['image'].size")
                .first();
        assertThat(row.getString(0)).isEqualTo("case00");
        assertThat(row.getDouble(1)).isEqualTo(3.0);
        assertThat(row.getLong(2)).isEqualTo(3L);
        assertThat(table.filter("reason IS NULL").count()).isEqualTo(1);
    }

    @Test
    void twoCasesOfOneNameAreAUsageError() throws IOException {
        Case one = Folder.cases(in, "one").get(0);

        assertThatThrownBy(() -> run(List.of(one, one), JobOptions.STANDARD))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Two cases are named case00");
    }

    @Test
    void aFullDiskIsASentenceAndLeavesNothingHalfWritten() throws IOException {
        SparkSession spark = Sessions.of("local[2]");
        QuotaFileSystem.configure(spark.sparkContext().hadoopConfiguration(), 4000);
        List<Case> cases = Folder.cases(in, "x".repeat(5000), "two");
        CaseJob job = CaseJob.of("shout", cases, new Shout(), "quota:" + out, JobOptions.STANDARD);

        JobSummary summary = job.run(spark);

        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(summary.problems())
                .extracting(LedgerRow::message)
                .allMatch(text -> text.startsWith("The disk or quota"));
        assertThat(Folder.outputs(out).keySet()).allMatch(path -> path.endsWith("case01.txt"));
        assertThat(Folder.everything(out).keySet()).noneMatch(path -> path.contains(".part"));
    }

    @Test
    void aSecondRunIsLockedOut() throws IOException {
        List<Case> cases = Folder.cases(in, "one");
        try (RunLock held = RunLock.acquire(Storage.standard(), out.toString(), "shout")) {
            held.check();
            assertThatThrownBy(() -> run(cases, JobOptions.STANDARD))
                    .isInstanceOf(RunLocked.class)
                    .hasMessageContaining("try later");
        }
        assertThat(run(cases, JobOptions.STANDARD).done()).isEqualTo(1);
    }

    private JobSummary run(List<Case> cases, JobOptions options) throws IOException {
        return run(cases, new Shout(), options);
    }

    private JobSummary run(List<Case> cases, Shout shout, JobOptions options) throws IOException {
        return CaseJob.of("shout", cases, shout, out.toString(), options).run(Sessions.of("local[2]"));
    }

    private LedgerRow newest(String name) throws IOException {
        LedgerRow row =
                new Ledger(Storage.standard(), out.toString()).newest("shout").get(name);
        return Objects.requireNonNull(row);
    }

    private static Case nameless(String name) {
        return new Case(name, name, name, new TreeMap<>());
    }
}
