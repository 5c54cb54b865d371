package org.lungmentor.jobs;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lungmentor.imaging.CaseRefused;

/** Brings what planning rejected into the ledger, unless it stands there already. */
final class Rejections {
    private Rejections() {}

    static List<CaseOutcome> record(String step, List<Rejected> rejected, Map<String, LedgerRow> before, Ledger ledger)
            throws IOException {
        List<CaseOutcome> outcomes = new ArrayList<>();
        List<LedgerRow> fresh = new ArrayList<>();
        Instant now = Instant.now();
        for (Rejected one : rejected) {
            LedgerRow row = new RowDraft(step, 0, "", one.one(), "driver", now)
                    .refused(new TreeMap<>(), new CaseRefused(one.reason(), one.sentence()));
            LedgerRow known = before.get(row.caseName());
            if (known != null && sameVerdict(known, row)) {
                outcomes.add(new CaseOutcome(known, true));
            } else {
                outcomes.add(new CaseOutcome(row, false));
                fresh.add(row);
            }
        }
        ledger.append(fresh);
        return outcomes;
    }

    private static boolean sameVerdict(LedgerRow one, LedgerRow other) {
        return one.status() == other.status()
                && one.reason().equals(other.reason())
                && one.message().equals(other.message());
    }
}
