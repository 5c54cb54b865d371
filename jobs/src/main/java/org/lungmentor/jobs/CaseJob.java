package org.lungmentor.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

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
 */
public record CaseJob(
        String step,
        List<Case> cases,
        List<Rejected> rejected,
        CaseProcessor processor,
        String output,
        JobOptions options) {
    private static final ClassTag<CaseOutcome> OUTCOME = ClassTag$.MODULE$.apply(CaseOutcome.class);

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
        SortedMap<String, LedgerRow> before = ledger.newest(step);
        List<CaseOutcome> outcomes = new ArrayList<>(Rejections.record(step, rejected, before, storage, folder));
        try (Stopping stopping = new Stopping(spark.sparkContext(), step, options.progress())) {
            options.progress().started(step, cases.size());
            try {
                stopping.run(() -> map(spark, storage, folder, staging, before, outcomes));
            } finally {
                options.progress().ended();
                storage.delete(staging);
            }
        }
        ledger.join();
        return JobSummary.of(step, outcomes, options.ignoreKnownRefusals());
    }

    private void map(
            SparkSession spark,
            Storage storage,
            String folder,
            String staging,
            Map<String, LedgerRow> before,
            List<CaseOutcome> outcomes) {
        if (cases.isEmpty()) {
            return;
        }
        CaseAttempt attempt = new CaseAttempt(
                step,
                processor,
                storage,
                folder,
                staging,
                Sha256.of(processor.settings()),
                options.redo(),
                options.verify());
        List<CaseTask> tasks = LongestFirst.order(cases, storage).stream()
                .map(one -> new CaseTask(one, before.get(one.name())))
                .toList();
        SparkContext context = spark.sparkContext();
        JavaRDD<CaseTask> rdd = JavaSparkContext.fromSparkContext(context).parallelize(tasks, tasks.size());
        context.runJob(rdd.rdd(), new OneCase(attempt), new Collect(outcomes, options.progress()), OUTCOME);
    }

    /** What a Spark task does. */
    private static final class OneCase extends AbstractFunction1<Iterator<CaseTask>, CaseOutcome>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** A case that takes executors down must not end the job: see {@code spark.task.maxFailures} in SparkSessions. */
        private static final int LAST_ATTEMPT = 3;

        private final CaseAttempt attempt;

        OneCase(CaseAttempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public CaseOutcome apply(Iterator<CaseTask> partition) {
            CaseTask task = partition.next();
            TaskContext context = TaskContext.get();
            String executor = SparkEnv.get().executorId();
            if (context.attemptNumber() >= LAST_ATTEMPT) {
                return attempt.givenUp(task, executor);
            }
            try {
                return attempt.run(task, executor, context::isInterrupted);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What the driver does with a task's result, one at a time. */
    private static final class Collect extends AbstractFunction2<Object, CaseOutcome, BoxedUnit> {
        private final List<CaseOutcome> outcomes;
        private final ProgressListener progress;

        Collect(List<CaseOutcome> outcomes, ProgressListener progress) {
            this.outcomes = outcomes;
            this.progress = progress;
        }

        @Override
        public BoxedUnit apply(Object partition, CaseOutcome outcome) {
            outcomes.add(outcome);
            progress.finished(outcome);
            return BoxedUnit.UNIT;
        }
    }
}
