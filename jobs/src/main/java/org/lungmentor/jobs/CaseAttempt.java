package org.lungmentor.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.lungmentor.imaging.CaseRefused;

/**
 * All that happens to one case, on the machine that does it: is there anything to do, do it, put the outputs in place, write
 * the row. Knows nothing of Spark.
 *
 * @param output absolute folder of the outputs
 * @param staging absolute folder below it that this run may fill and empty
 * @param redo whether to do what is done already
 * @param verify whether to compare contents even where path, size and time agree
 */
record CaseAttempt(
        String step,
        CaseProcessor processor,
        Storage storage,
        String output,
        String staging,
        String settingsHash,
        boolean redo,
        boolean verify)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The end of a case that was done before and whose inputs' paths, sizes and times are as they were; nothing is read. Empty
     * where that is not enough to know.
     */
    Optional<EndedCase> untouched(CaseTask task) {
        if (redo || verify) {
            return Optional.empty();
        }
        return task.previous()
                .filter(before -> {
                    try {
                        return counts(before)
                                && InputStamps.agree(
                                        InputStamps.of(task.one(), storage), before.inputs(), InputStamp::sameFile);
                    } catch (IOException e) {
                        return false; // an input that cannot be found is the attempt's to report
                    }
                })
                .map(before -> new EndedCase(before, true));
    }

    /**
     * @param executor Spark's name of the executor
     * @param cancelled whether the run was stopped: then an error is nothing of the case's and is thrown on
     */
    EndedCase run(CaseTask task, String executor, BooleanSupplier cancelled) throws IOException {
        Instant started = RowDraft.startAfter(task.previous());
        if (!redo && task.previous().isPresent()) {
            Optional<LedgerRow> still = unchanged(task.one(), task.previous().get(), started);
            if (still.isPresent()) {
                return new EndedCase(still.get(), true);
            }
        }
        RowDraft draft = draft(task, executor, started);
        LedgerRow row;
        SortedMap<String, InputStamp> stamps = new TreeMap<>();
        try (StagedFiles files = new StagedFiles(storage, output, Storage.child(staging, "" + UUID.randomUUID()))) {
            stamps.putAll(InputStamps.of(task.one(), storage));
            try {
                CaseResult result = processor.process(task.one(), files);
                List<String> outputs = files.commit();
                row = draft.done(InputStamps.withContent(stamps, task.one(), files.hashes()), result, outputs);
            } catch (CaseRefused e) {
                if (cancelled.getAsBoolean()) {
                    throw e;
                }
                row = draft.refused(InputStamps.withContent(stamps, task.one(), files.hashes()), e);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (cancelled.getAsBoolean()) {
                throw e;
            }
            row = draft.failed(stamps, CaseFailure.sentence(e, task.one()));
        }
        return new EndedCase(record(task, row), false);
    }

    /** The outcome of a case that took its executor down again and again: it is not tried once more. */
    EndedCase givenUp(CaseTask task, String executor) {
        String sentence =
                "Every executor that tried this case was lost: give executors more memory, or read their logs.";
        LedgerRow row =
                draft(task, executor, RowDraft.startAfter(task.previous())).failed(new TreeMap<>(), sentence);
        return new EndedCase(record(task, row), false);
    }

    private RowDraft draft(CaseTask task, String executor, Instant started) {
        List<String> before = task.previous().map(LedgerRow::outputs).orElse(List.of());
        return new RowDraft(step, processor.version(), settingsHash, task.one(), before, executor, started);
    }

    /** Removes outputs that the case no longer has, writes the row: the attempt's last act. */
    private LedgerRow record(CaseTask task, LedgerRow row) {
        try {
            if (row.status() != CaseStatus.FAILED) {
                for (String old : task.previous().map(LedgerRow::outputs).orElse(List.of())) {
                    if (!row.outputs().contains(old)) {
                        storage.delete(Storage.child(output, old));
                    }
                }
            }
            new Ledger(storage, output).append(List.of(row));
            return row;
        } catch (IOException e) {
            // Without its row the case counts as not done, and the next run does it again.
            return row.failedToRecord(CaseFailure.sentence(e));
        }
    }

    private Optional<LedgerRow> unchanged(Case one, LedgerRow before, Instant now) throws IOException {
        if (!counts(before)) {
            return Optional.empty();
        }
        try {
            SortedMap<String, InputStamp> stamps = InputStamps.of(one, storage);
            boolean sameFiles = InputStamps.agree(stamps, before.inputs(), InputStamp::sameFile);
            if (sameFiles && !verify) {
                return Optional.of(before);
            }
            Map<String, String> contents = InputStamps.readContent(one, storage);
            SortedMap<String, InputStamp> hashed = InputStamps.withContent(stamps, one, contents);
            if (!InputStamps.agree(hashed, before.inputs(), InputStamp::sameContent)) {
                return Optional.empty();
            }
            if (sameFiles) {
                return Optional.of(before);
            }
            // Moved or touched: remember the new place and time, or every later run would read the content again.
            LedgerRow again = before.seenAgain(hashed, now);
            new Ledger(storage, output).append(List.of(again));
            return Optional.of(again);
        } catch (IOException e) {
            // An input that cannot be read is the attempt's to report.
            return Optional.empty();
        }
    }

    /** Whether a row is of this work, and the outputs that it tells of are there. */
    private boolean counts(LedgerRow before) throws IOException {
        if (before.status() == CaseStatus.FAILED
                || before.processorVersion() != processor.version()
                || !before.settingsHash().equals(settingsHash)) {
            return false;
        }
        for (String path : before.outputs()) {
            if (!storage.exists(Storage.child(output, path))) {
                return false;
            }
        }
        return true;
    }
}
