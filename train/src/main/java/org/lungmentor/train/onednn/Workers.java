package org.lungmentor.train.onednn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that do numbered items of one piece of work together with the thread that asks. A piece takes micro- to
 * milliseconds and hundreds follow each other, so threads that wait look busily for the next piece for a moment before they sleep.
 * Which thread does an item is open; results must not depend on it.
 */
final class Workers implements AutoCloseable {
    /** One item of a piece of work, done by the worker of that number (0 is the asking thread). */
    interface Task {
        void run(int item, int worker);
    }

    private static final int SPINS = 4000;

    private record Job(Task task, int items, AtomicInteger next, AtomicInteger unfinished, Thread asker) {}

    private final Thread[] threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile @Nullable Job job;
    private volatile boolean closed;

    /** @param count threads in all, the asking one among them */
    Workers(int count) {
        threads = new Thread[count - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = new Thread(() -> serve(worker), "onednn-" + worker);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    int count() {
        return threads.length + 1;
    }

    /** Runs items 0 to {@code items - 1} and returns when all are done. */
    void run(int items, Task task) {
        if (threads.length == 0 || items <= 1) {
            for (int item = 0; item < items; item++) {
                task.run(item, 0);
            }
            return;
        }
        Job mine = new Job(task, items, new AtomicInteger(), new AtomicInteger(items), Thread.currentThread());
        job = mine;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        work(mine, 0);
        for (int spins = 0; mine.unfinished.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        Throwable failed = failure.getAndSet(null);
        if (failed != null) {
            throw new IllegalStateException("a worker failed: " + failed, failed);
        }
    }

    private void serve(int worker) {
        Job done = null;
        while (!closed) {
            Job current = job;
            for (int spins = 0; current == done && !closed; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
                current = job;
            }
            if (current != null && current != done) {
                work(current, worker);
            }
            done = current;
        }
    }

    private void work(Job current, int worker) {
        for (int item; (item = current.next.getAndIncrement()) < current.items; ) {
            try {
                current.task.run(item, worker);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
            if (current.unfinished.decrementAndGet() == 0) {
                LockSupport.unpark(current.asker);
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
