package org.lungmentor.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.CaseRefused;

/**
 * What is known of a row before its attempt has ended.
 *
 * @param outputsBefore the case's outputs by the row that counted before
 */
record RowDraft(
        String step,
        int processorVersion,
        String settingsHash,
        Case one,
        List<String> outputsBefore,
        String executor,
        Instant started) {
    private static final SortedMap<String, Double> NO_FIGURES = new TreeMap<>();
    private static final SortedMap<String, String> NO_NOTES = new TreeMap<>();

    LedgerRow done(SortedMap<String, InputStamp> inputs, CaseResult result, List<String> outputs) {
        SortedMap<String, String> notes = new TreeMap<>(result.notes());
        notes.put(LedgerRow.OUTPUTS, String.join("\n", outputs));
        return row(CaseStatus.DONE, "", "", inputs, result.figures(), notes);
    }

    /** Refused, or skipped where the reason says that it never was a candidate. */
    LedgerRow refused(SortedMap<String, InputStamp> inputs, CaseRefused why) {
        CaseStatus status = why.reason().isSkipped() ? CaseStatus.SKIPPED : CaseStatus.REFUSED;
        return row(status, why.reason().code(), why.sentence(), inputs, NO_FIGURES, NO_NOTES);
    }

    /** Failed; outputs of an earlier attempt still lie where they were, and the row goes on naming them. */
    LedgerRow failed(SortedMap<String, InputStamp> inputs, String sentence) {
        SortedMap<String, String> notes = new TreeMap<>();
        if (!outputsBefore.isEmpty()) {
            notes.put(LedgerRow.OUTPUTS, String.join("\n", outputsBefore));
        }
        return row(CaseStatus.FAILED, "", sentence, inputs, NO_FIGURES, notes);
    }

    private LedgerRow row(
            CaseStatus status,
            String reason,
            String message,
            SortedMap<String, InputStamp> inputs,
            SortedMap<String, Double> figures,
            SortedMap<String, String> notes) {
        double seconds = Math.max(0, Duration.between(started, Instant.now()).toMillis() / 1000.0);
        return new LedgerRow(
                one.name(),
                one.patient(),
                one.group(),
                step,
                status,
                reason,
                message,
                inputs,
                settingsHash,
                processorVersion,
                Software.VERSION,
                started,
                seconds,
                Host.name(),
                executor,
                figures,
                notes);
    }

    /** Now, but after the row that counts, whatever the machines' clocks say: the newest row must be the last one. */
    static Instant startAfter(Optional<LedgerRow> previous) {
        Instant now = Instant.now();
        Instant after = previous.map(row -> row.started().plusMillis(1)).orElse(now);
        return now.isAfter(after) ? now : after;
    }
}
