package org.lungmentor.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Attempts on Spark, a task each, in the order they are given in, and what became of each as soon as it has ended. Spark's Java
 * API hands results over only when all have come; hence its Scala API here, and nowhere else.
 */
final class SparkTasks {
    private static final ClassTag<EndedCase> ENDED_CASE = ClassTag$.MODULE$.apply(EndedCase.class);

    private static final int PARTS_A_CORE = 4;

    private SparkTasks() {}

    /**
     * Runs all and waits for them.
     *
     * @param ended takes what became of each, one at a time, on the driver
     */
    static void run(SparkContext context, List<CaseTask> tasks, CaseAttempt attempt, Consumer<EndedCase> ended) {
        if (tasks.isEmpty()) {
            return;
        }
        JavaRDD<CaseTask> rdd = JavaSparkContext.fromSparkContext(context).parallelize(tasks, tasks.size());
        context.runJob(rdd.rdd(), new OnExecutor(attempt), new OnDriver(ended), ENDED_CASE);
    }

    /** Those that nothing is to be done for, as far as names, sizes and times of files tell: many a task, none is read. */
    static List<EndedCase> untouched(SparkContext context, List<CaseTask> tasks, CaseAttempt attempt) {
        List<CaseTask> again =
                tasks.stream().filter(task -> task.previous().isPresent()).toList();
        if (again.isEmpty()) {
            return List.of();
        }
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(context);
        int parts = Math.min(again.size(), PARTS_A_CORE * spark.defaultParallelism());
        return spark.parallelize(again, parts)
                .flatMap(task -> attempt.untouched(task).stream().iterator())
                .collect();
    }

    private static final class OnExecutor extends AbstractFunction1<Iterator<CaseTask>, EndedCase>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** A case that takes executors down must not end the job: see {@code spark.task.maxFailures} in SparkSessions. */
        private static final int LAST_ATTEMPT = 3;

        private final CaseAttempt attempt;

        OnExecutor(CaseAttempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public EndedCase apply(Iterator<CaseTask> partition) {
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

    private static final class OnDriver extends AbstractFunction2<Object, EndedCase, BoxedUnit> {
        private final Consumer<EndedCase> ended;

        OnDriver(Consumer<EndedCase> ended) {
            this.ended = ended;
        }

        @Override
        public BoxedUnit apply(Object partition, EndedCase one) {
            ended.accept(one);
            return BoxedUnit.UNIT;
        }
    }
}
