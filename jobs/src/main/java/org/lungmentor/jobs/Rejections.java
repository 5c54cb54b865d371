package org.lungmentor.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lungmentor.imaging.CaseRefused;

/** Brings what planning rejected into the ledger, unless it stands there already. */
final class Rejections {
    private Rejections() {}

    static List<EndedCase> record(
            String step, List<Rejected> rejected, Map<String, LedgerRow> before, Storage storage, String output)
            throws IOException {
        List<EndedCase> ended = new ArrayList<>();
        List<LedgerRow> fresh = new ArrayList<>();
        for (Rejected one : rejected) {
            Optional<LedgerRow> known = Optional.ofNullable(before.get(one.one().name()));
            LedgerRow row = new RowDraft(step, 0, "", one.one(), List.of(), "driver", RowDraft.startAfter(known))
                    .refused(new TreeMap<>(), new CaseRefused(one.reason(), one.sentence()));
            if (known.isPresent() && sameVerdict(known.get(), row)) {
                ended.add(new EndedCase(known.get(), true));
                continue;
            }
            for (String path : known.map(LedgerRow::outputs).orElse(List.of())) {
                storage.delete(Storage.child(output, path));
            }
            ended.add(new EndedCase(row, false));
            fresh.add(row);
        }
        new Ledger(storage, output).append(fresh);
        return ended;
    }

    private static boolean sameVerdict(LedgerRow one, LedgerRow other) {
        return one.status() == other.status()
                && one.reason().equals(other.reason())
                && one.message().equals(other.message());
    }
}
