package org.lungmentor.jobs;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a case job did.
 *
 * @param step the step
 * @param done cases whose outputs are in place, {@code unchanged} included
 * @param refused cases that cannot be used, those known from earlier runs included
 * @param failed cases that the next run tries again
 * @param skipped what never was a candidate
 * @param unchanged cases, done or refused, that an earlier run settled and this one did not touch
 * @param knownRefused how many of {@code refused} an earlier run knew, unchanged since
 * @param problems the rows of all refused and failed cases, by case name
 * @param exitStatus {@link ExitStatus#DONE} or {@link ExitStatus#INCOMPLETE}
 */
public record JobSummary(
        String step,
        int done,
        int refused,
        int failed,
        int skipped,
        int unchanged,
        int knownRefused,
        List<LedgerRow> problems,
        int exitStatus) {

    /** Copies the rows. */
    public JobSummary {
        problems = List.copyOf(problems);
    }

    static JobSummary of(String step, List<EndedCase> ended, boolean ignoreKnownRefusals) {
        Map<CaseStatus, Integer> byStatus = new EnumMap<>(CaseStatus.class);
        int unchanged = 0;
        int knownRefused = 0;
        for (EndedCase one : ended) {
            byStatus.merge(one.row().status(), 1, Integer::sum);
            unchanged += one.unchanged() && one.row().status() != CaseStatus.SKIPPED ? 1 : 0; // no case
            knownRefused += one.unchanged() && one.row().status() == CaseStatus.REFUSED ? 1 : 0;
        }
        int refused = byStatus.getOrDefault(CaseStatus.REFUSED, 0);
        int failed = byStatus.getOrDefault(CaseStatus.FAILED, 0);
        int counted = failed + refused - (ignoreKnownRefusals ? knownRefused : 0);
        List<LedgerRow> problems = ended.stream()
                .map(EndedCase::row)
                .filter(row -> row.status() == CaseStatus.REFUSED || row.status() == CaseStatus.FAILED)
                .sorted(Comparator.comparing(LedgerRow::caseName))
                .toList();
        return new JobSummary(
                step,
                byStatus.getOrDefault(CaseStatus.DONE, 0),
                refused,
                failed,
                byStatus.getOrDefault(CaseStatus.SKIPPED, 0),
                unchanged,
                knownRefused,
                problems,
                counted == 0 ? ExitStatus.DONE : ExitStatus.INCOMPLETE);
    }

    /** How many were refused, by reason code. */
    public SortedMap<String, Integer> refusedByReason() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (LedgerRow row : problems) {
            if (row.status() == CaseStatus.REFUSED) {
                counts.merge(row.reason(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The counts by name, for dataset.json. */
    public SortedMap<String, Long> counts() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                "done", (long) done, "refused", (long) refused, "failed", (long) failed, "skipped", (long) skipped)));
    }

    /** One line for a user. */
    public String sentence() {
        String line = step + ": " + done + " done" + (unchanged > 0 ? " (" + unchanged + " unchanged)" : "") + ", "
                + refused + " refused, " + failed + " failed, " + skipped + " skipped.";
        boolean nothing = done == 0 && refused + failed > 0;
        return nothing ? line + " Not one case could be used." : line;
    }
}
