package org.lungmentor.jobs;

import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;

/**
 * Lets Ctrl-C and SIGTERM end a job in order: its tasks are cancelled while Spark and storage are still there, and the
 * thread that waits for them gets the time to remove what is half-written and to give the lock back.
 */
final class Stopping implements AutoCloseable {
    /** Before Spark's own hook (50) and Hadoop's, which closes its file systems (10). */
    private static final int BEFORE_SPARK = 100;

    private static final int PATIENCE_SECONDS = 10;

    private final SparkContext context;
    private final ProgressListener progress;
    private final String group = "case-job-" + UUID.randomUUID();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable hook = this::stop;
    private volatile boolean stopped;

    /** @param progress is told */
    Stopping(SparkContext context, String description, ProgressListener progress) {
        this.context = context;
        this.progress = progress;
        context.setJobGroup(group, description, true);
        ShutdownHookManager.get().addShutdownHook(hook, BEFORE_SPARK, PATIENCE_SECONDS + 5L, TimeUnit.SECONDS);
    }

    /**
     * Runs Spark jobs in this thread.
     *
     * @throws CancellationException if they ended because the process was told to
     */
    void run(Runnable jobs) {
        try {
            jobs.run();
        } catch (Exception e) {
            // SparkException is a checked one that Scala does not declare.
            if (stopped) {
                throw (CancellationException) new CancellationException("Stopped").initCause(e);
            }
            throw new IllegalStateException("Spark gave up: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        context.clearJobGroup();
        ended.countDown();
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }

    private void stop() {
        stopped = true;
        context.cancelJobGroup(group);
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                progress.stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
