package org.lungmentor.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;

/**
 * Maps a processor over cases on Spark, one case a task, the largest first. An executor does a case from end to end: it
 * finds out whether anything has changed since the ledger's newest row, reads, writes outputs into a staging folder, renames
 * them into place and adds its row to the ledger. The driver sees names and rows, never a voxel. What is killed anywhere
 * loses the cases in hand and nothing else.
 *
 * @param step name of the step in the ledger, lower case with dashes
 * @param cases what to work on; names are unique
 * @param rejected what planning refused or skipped, for the ledger
 * @param processor the function
 * @param output folder of outputs and ledger, any Hadoop path
 * @param options redo, verify, progress
 * @param description what the output says of itself when all cases have ended
 */
public record CaseJob(
        String step,
        List<Case> cases,
        List<Rejected> rejected,
        CaseProcessor processor,
        String output,
        JobOptions options,
        OutputDescription description) {
    /**
     * Copies the lists.
     *
     * @throws UsageException if two cases have one name
     * @throws IllegalArgumentException if a name is both a case's and a rejected one's
     */
    public CaseJob {
        cases = List.copyOf(cases);
        rejected = List.copyOf(rejected);
        Set<String> names = new HashSet<>();
        for (Case one : cases) {
            if (!names.add(one.name())) {
                throw new UsageException("Two cases are named " + one.name()
                        + ", and one would replace the other: rename one of them, or give each a folder of its own.");
            }
        }
        for (Rejected one : rejected) {
            if (names.contains(one.one().name())) {
                throw new IllegalArgumentException(one.one().name() + " is planned and rejected");
            }
        }
    }

    /** A job whose output is told by its ledger alone, with nothing refused beforehand. */
    public static CaseJob of(
            String step, List<Case> cases, CaseProcessor processor, String output, JobOptions options) {
        return new CaseJob(step, cases, List.of(), processor, output, options, OutputDescription.none());
    }

    /** The names of {@link #cases}, in their order. */
    public List<String> names() {
        return cases.stream().map(Case::name).toList();
    }

    /**
     * Takes the step's lock on the output and runs.
     *
     * @throws RunLocked if another run holds the lock
     * @throws IOException if the ledger cannot be read or written
     */
    public JobSummary run(SparkSession spark) throws IOException {
        try (RunLock lock = RunLock.acquire(Storage.of(spark), output, step)) {
            return run(spark, lock);
        }
    }

    /**
     * Runs under a lock that the caller has taken, because its planning reads what an earlier run wrote.
     *
     * @param lock the lock of this step on this output
     */
    public JobSummary run(SparkSession spark, RunLock lock) throws IOException {
        Storage storage = Storage.of(spark);
        String folder = storage.absolute(output);
        String staging = Storage.child(folder, ".staging-" + step);
        Ledger ledger = new Ledger(storage, folder);
        lock.check();
        storage.delete(staging);
        ledger.join();
        Map<String, LedgerRow> before = ledger.newest(step);
        List<EndedCase> ended = new ArrayList<>(Rejections.record(step, rejected, before, storage, folder));
        CaseAttempt attempt = attempt(storage, folder, staging);
        List<CaseTask> tasks = LongestFirst.order(cases, storage).stream()
                .map(one -> new CaseTask(one, before.get(one.name())))
                .toList();
        ProgressListener progress = options.progress();
        try (Stopping stopping = new Stopping(spark.sparkContext(), step, progress)) {
            progress.started(step, cases.size());
            try {
                stopping.run(() -> {
                    Consumer<EndedCase> took = one -> {
                        ended.add(one);
                        progress.finished(one);
                    };
                    List<EndedCase> untouched = SparkTasks.untouched(spark.sparkContext(), tasks, attempt);
                    untouched.forEach(took);
                    Set<String> names =
                            untouched.stream().map(one -> one.row().caseName()).collect(Collectors.toSet());
                    List<CaseTask> rest = tasks.stream()
                            .filter(task -> !names.contains(task.one().name()))
                            .toList();
                    SparkTasks.run(spark.sparkContext(), rest, attempt, took);
                });
            } finally {
                progress.ended();
                storage.delete(staging);
            }
        }
        ledger.join();
        JobSummary summary = JobSummary.of(step, ended, options.ignoreKnownRefusals());
        description.write(storage, summary);
        return summary;
    }

    private CaseAttempt attempt(Storage storage, String folder, String staging) {
        return new CaseAttempt(
                step,
                processor,
                storage,
                folder,
                staging,
                Sha256.of(processor.settings()),
                options.redo(),
                options.verify());
    }
}
