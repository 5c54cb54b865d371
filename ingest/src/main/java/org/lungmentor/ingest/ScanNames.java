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
import org.lungmentor.jobs.CaseStatus;
import org.lungmentor.jobs.Ledger;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.Software;

/**
 * Names of scans: the patient's, with {@code _scan2} and so on for further ones, or {@code _scan1} for the first one too.
 * A number once given stays: the ledger keeps it by the series, as rows of step {@code ingest-plan}. New scans are
 * numbered in the order of their dates, those that their headers already refuse after the others.
 */
final class ScanNames {
    static final String STEP = "ingest-plan";
    private static final String SCAN = "scan";

    private final Ledger ledger;
    private final boolean numbersFirst;
    private final Map<String, String> known = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<LedgerRow> fresh = new ArrayList<>();

    /** @param numbersFirst whether a patient's first scan is numbered as well */
    ScanNames(Ledger ledger, boolean numbersFirst) throws IOException {
        this.ledger = ledger;
        this.numbersFirst = numbersFirst;
        ledger.newest(STEP).forEach((name, row) -> {
            known.put(row.patient() + "/" + row.notes().getOrDefault(SCAN, ""), name);
            taken.add(name);
        });
    }

    /** Names for the scans of a patient, by scan key. */
    SortedMap<String, String> of(String patient, List<PlannedScan> scans) {
        SortedMap<String, String> names = new TreeMap<>();
        List<PlannedScan> ordered = new ArrayList<>(scans);
        ordered.sort(
                Comparator.comparing((PlannedScan s) -> !s.refusal().isEmpty()).thenComparing(PlannedScan::order));
        for (PlannedScan scan : ordered) {
            String name = known.getOrDefault(patient + "/" + scan.key(), "");
            for (int number = 1; name.isEmpty(); number++) {
                String next = number == 1 && !numbersFirst ? patient : patient + "_scan" + number;
                if (taken.add(next)) {
                    name = next;
                    fresh.add(row(name, patient, scan.key()));
                }
            }
            names.put(scan.key(), name);
        }
        return names;
    }

    /** Writes the names that are new into the ledger. */
    void keep() throws IOException {
        ledger.append(fresh);
        fresh.clear();
    }

    private static LedgerRow row(String name, String patient, String key) {
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
                new TreeMap<>(),
                new TreeMap<>(Map.of(SCAN, key)));
    }
}
