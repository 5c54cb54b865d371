package org.lungmentor.jobs;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One attempt at one case by one step, as the ledger keeps it.
 *
 * @param caseName the case
 * @param patient whom it belongs to
 * @param group patients tied together; the patient where nothing ties it
 * @param step the step, {@code ingest}, {@code preprocess-teacher}, ...
 * @param status how the attempt ended
 * @param reason the stable code of what was refused or skipped, empty for others
 * @param message what was found, where, what to do; empty where all went well
 * @param inputs role to what is known of its files
 * @param settingsHash SHA-256 of the processor's settings
 * @param processorVersion the processor's own version
 * @param software {@link Software#VERSION} of the attempt
 * @param started when the attempt began, whole microseconds
 * @param seconds how long it took
 * @param host the machine
 * @param executor Spark's name of the executor, {@code driver} in local mode
 * @param figures numbers by name, units in the name
 * @param notes short texts by name; {@link #OUTPUTS} is the job's own
 */
public record LedgerRow(
        String caseName,
        String patient,
        String group,
        String step,
        CaseStatus status,
        String reason,
        String message,
        SortedMap<String, InputStamp> inputs,
        String settingsHash,
        int processorVersion,
        String software,
        Instant started,
        double seconds,
        String host,
        String executor,
        SortedMap<String, Double> figures,
        SortedMap<String, String> notes)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The note that names a case's outputs, relative to the output folder, one a line. */
    static final String OUTPUTS = "outputs";

    /** Copies the maps. */
    public LedgerRow {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
        started = started.truncatedTo(ChronoUnit.MICROS);
    }

    /** The case's outputs, relative to the output folder. */
    public List<String> outputs() {
        String lines = notes.getOrDefault(OUTPUTS, "");
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n"));
    }

    /** The same attempt with its inputs seen anew: moved or touched, their content unchanged. */
    LedgerRow seenAgain(SortedMap<String, InputStamp> now, Instant when) {
        return new LedgerRow(
                caseName,
                patient,
                group,
                step,
                status,
                reason,
                message,
                now,
                settingsHash,
                processorVersion,
                software,
                when,
                seconds,
                host,
                executor,
                figures,
                notes);
    }

    /** The same attempt where not even the row could be written. */
    LedgerRow failedToRecord(String sentence) {
        return new LedgerRow(
                caseName,
                patient,
                group,
                step,
                CaseStatus.FAILED,
                "",
                sentence,
                inputs,
                settingsHash,
                processorVersion,
                software,
                started,
                seconds,
                host,
                executor,
                new TreeMap<>(),
                new TreeMap<>());
    }
}
