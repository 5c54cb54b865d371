package org.lungmentor.train.trainer;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Reads the next sample in a thread of its own while the network works on this one; never more than one ahead. */
final class Prefetch implements AutoCloseable {
    private final ExecutorService thread;
    private final IntFunction<Callable<Sample>> source;
    private final int end;
    private int next;
    private Future<Sample> ahead;
    private long waitedNanos;

    /**
     * @param source reads the sample at a place
     * @param begin first place
     * @param end after the last place, beyond {@code begin}
     */
    Prefetch(IntFunction<Callable<Sample>> source, int begin, int end) {
        this.source = source;
        this.end = end;
        this.next = begin;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread reader = new Thread(work, "crop-reader");
            reader.setDaemon(true);
            return reader;
        });
        this.ahead = thread.submit(source.apply(begin));
    }

    /** The sample at the next place. */
    Sample take() throws IOException {
        Future<Sample> current = ahead;
        next++;
        if (next < end) {
            ahead = thread.submit(source.apply(next));
        }
        long asked = System.nanoTime();
        try {
            return current.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("training was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            waitedNanos += System.nanoTime() - asked;
        }
    }

    /** Seconds that {@link #take} has waited in all. */
    double waitedSeconds() {
        return waitedNanos / 1e9;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
