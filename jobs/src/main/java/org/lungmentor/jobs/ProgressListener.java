package org.lungmentor.jobs;

/** Hears of a job's cases as they end; called by one thread at a time, and quick. */
public interface ProgressListener {
    /** The job begins. */
    void started(String step, int cases);

    /** A case has ended. */
    void finished(EndedCase one);

    /** The job is over, well or not. */
    void ended();

    /** The process was told to end, by Ctrl-C or SIGTERM, and the job has stopped. */
    default void stopped() {}

    /** Says nothing. */
    static ProgressListener silent() {
        return new ProgressListener() {
            @Override
            public void started(String step, int cases) {}

            @Override
            public void finished(EndedCase one) {}

            @Override
            public void ended() {}
        };
    }
}
