package org.lungmentor.jobs;

import java.io.IOException;

/** Writes what an output folder says of itself as a whole, when all cases have ended and the run's lock is still held. */
@FunctionalInterface
public interface OutputDescription {
    /** Writes it, whole or not at all. */
    void write(Storage storage, JobSummary summary) throws IOException;

    /** Says nothing: the ledger tells all. */
    static OutputDescription none() {
        return (storage, summary) -> {};
    }

    /** A {@code dataset.json} in the folder, with the job's counts. */
    static OutputDescription dataset(String folder, DatasetInfo info) {
        return (storage, summary) -> Dataset.write(storage, folder, info.counted(summary.counts()));
    }
}
