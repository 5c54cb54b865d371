package org.lungmentor.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.LedgerRow;
import picocli.CommandLine;

/** What a command says of the job that it ran. */
final class JobReport {
    /** So many refused and failed cases are told one by one; the ledger has them all. */
    private static final int TOLD = 20;

    private JobReport() {}

    /**
     * Prints the summary on stdout and the cases that could not be used on stderr.
     *
     * @return the command's exit status
     */
    static int print(JobSummary summary, OutputOptions output, CommandLine line) {
        return print(summary, "", Map.of(), output, line);
    }

    /**
     * As the other, for a command with results of its own.
     *
     * @param results what people read before the summary, lines ended
     * @param more what is added to the summary's JSON object
     */
    static int print(JobSummary summary, String results, Map<String, ?> more, OutputOptions output, CommandLine line) {
        List<LedgerRow> problems = summary.problems();
        problems.stream().limit(TOLD).forEach(row -> line.getErr()
                .println(row.caseName() + (row.reason().isEmpty() ? "" : " " + row.reason()) + ": " + row.message()));
        if (problems.size() > TOLD) {
            line.getErr().println("... and " + (problems.size() - TOLD) + " more: all are in the ledger.");
        }
        Map<String, Object> json = asMap(summary);
        json.putAll(more);
        output.result(line.getOut(), json, results + summary.sentence());
        return summary.exitStatus();
    }

    /**
     * Prints which cases a job would do: {@code --dry-run}.
     *
     * @return the command's exit status
     */
    static int planned(List<String> names, OutputOptions output, CommandLine line) {
        String text =
                names.size() + (names.size() == 1 ? " case" : " cases") + " would be done: " + String.join(", ", names);
        output.result(line.getOut(), Map.of("cases", names), text);
        return ExitStatus.DONE;
    }

    private static Map<String, Object> asMap(JobSummary summary) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", summary.step());
        map.putAll(summary.counts());
        map.put("unchanged", summary.unchanged());
        map.put("knownRefused", summary.knownRefused());
        map.put("refusedByReason", summary.refusedByReason());
        List<Map<String, String>> problems = new ArrayList<>();
        for (LedgerRow row : summary.problems()) {
            problems.add(Map.of(
                    "case", row.caseName(),
                    "status", row.status().name().toLowerCase(java.util.Locale.ROOT),
                    "reason", row.reason(),
                    "message", row.message()));
        }
        map.put("problems", problems);
        map.put("exitStatus", summary.exitStatus());
        return map;
    }
}
