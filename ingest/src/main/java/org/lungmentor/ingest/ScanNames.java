package org.lungmentor.ingest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lungmentor.jobs.CaseStatus;
import org.lungmentor.jobs.Ledger;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.Software;

/**
 * Names of scans: the patient's, with {@code _scan2} and so on for further ones, or {@code _scan1} for the first one too.
 * A number once given stays: the ledger keeps it by the series, as rows of step {@code ingest-plan}. New scans are
 * numbered in the order of their dates, those that their headers already refuse after the others. The rows also say on
 * which day after the patient's first study a scan was made.
 */
final class ScanNames {
    static final String STEP = "ingest-plan";
    static final String STUDY_DAY = "studyDay";
    private static final String SCAN = "scan";

    private final Ledger ledger;
    private final boolean numbersFirst;
    private final Pseudonyms pseudonyms;
    private final Map<String, LedgerRow> known = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<LedgerRow> fresh = new ArrayList<>();

    /**
     * @param numbersFirst whether a patient's first scan is numbered as well
     * @param pseudonyms what UIDs are called in the ledger
     */
    ScanNames(Ledger ledger, boolean numbersFirst, Pseudonyms pseudonyms) throws IOException {
        this.ledger = ledger;
        this.numbersFirst = numbersFirst;
        this.pseudonyms = pseudonyms;
        ledger.newest(STEP).forEach((name, row) -> {
            known.put(row.patient() + "/" + row.notes().getOrDefault(SCAN, ""), row);
            taken.add(name);
        });
    }

    /** What names of a patient's scans look like, as a regular expression. */
    static String pattern(String patient) {
        return Pattern.quote(patient) + "(_scan[0-9]+)?";
    }

    /** Names for the scans of a patient, by scan key. */
    SortedMap<String, String> of(String patient, List<PlannedScan> scans) {
        SortedMap<String, String> names = new TreeMap<>();
        List<PlannedScan> ordered = new ArrayList<>(scans);
        ordered.sort(
                Comparator.comparing((PlannedScan s) -> !s.refusal().isEmpty()).thenComparing(PlannedScan::order));
        for (PlannedScan scan : ordered) {
            LedgerRow before = known.get(patient + "/" + pseudonyms.uid(scan.key()));
            String name = before == null ? "" : before.caseName();
            for (int number = 1; name.isEmpty(); number++) {
                String next = number == 1 && !numbersFirst ? patient : patient + "_scan" + number;
                if (taken.add(next)) {
                    name = next;
                }
            }
            remember(name, patient, scan);
            names.put(scan.key(), name);
        }
        return names;
    }

    /** Writes the names that are new into the ledger. */
    void keep() throws IOException {
        ledger.append(fresh);
        fresh.clear();
    }

    private void remember(String name, String patient, PlannedScan scan) {
        LedgerRow row = row(name, patient, scan);
        LedgerRow before = known.get(patient + "/" + pseudonyms.uid(scan.key()));
        if (before == null || !before.figures().equals(row.figures())) {
            fresh.add(row);
        }
    }

    private LedgerRow row(String name, String patient, PlannedScan scan) {
        SortedMap<String, Double> figures = new TreeMap<>();
        if (scan.studyDay() >= 0) {
            figures.put(STUDY_DAY, (double) scan.studyDay());
        }
        return new LedgerRow(
                name,
                patient,
                patient,
                STEP,
                CaseStatus.SKIPPED,
                "",
                "",
                new TreeMap<>(),
                "",
                1,
                Software.VERSION,
                Instant.now(),
                0,
                "",
                "driver",
                figures,
                new TreeMap<>(Map.of(SCAN, pseudonyms.uid(scan.key()))));
    }
}
