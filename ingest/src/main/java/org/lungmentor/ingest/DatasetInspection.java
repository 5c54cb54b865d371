package org.lungmentor.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.jobs.CaseStatus;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.Storage;

/** What a dataset or preprocessed folder is: told from its {@code dataset.json} and its ledger. */
public final class DatasetInspection {
    private DatasetInspection() {}

    /** The dataset, then how many of its cases each step refused or failed, by reason. */
    public static List<Inspection.Finding> of(Storage storage, String folder) throws IOException {
        Dataset dataset = Dataset.open(storage, folder);
        DatasetInfo info = dataset.info();
        SortedMap<String, LedgerRow> newest = new TreeMap<>();
        dataset.ledger()
                .rows()
                .forEach(row -> newest.put(row.step() + "/" + row.caseName(), row)); // the last one of a case counts
        SortedMap<String, Integer> problems = new TreeMap<>();
        for (LedgerRow row : newest.values()) {
            if (row.status() == CaseStatus.REFUSED || row.status() == CaseStatus.FAILED) {
                String why = row.status() == CaseStatus.FAILED ? "failed" : row.reason();
                problems.merge(row.step() + ": " + why, 1, Integer::sum);
            }
        }
        int cases = dataset.cases().size();
        List<Inspection.Finding> findings = new ArrayList<>();
        findings.add(Inspection.Finding.of(
                "dataset",
                folder + ": " + DatasetInfo.code(info.kind()).replace("dataset", "dataset of scans") + " '"
                        + info.name() + "', " + cases + " cases, supervision "
                        + DatasetInfo.code(info.supervision())
                        + info.base()
                                .map(base -> ", images and boxes from " + base)
                                .orElse(""),
                "path",
                folder,
                "name",
                info.name(),
                "datasetKind",
                DatasetInfo.code(info.kind()),
                "supervision",
                DatasetInfo.code(info.supervision()),
                "cases",
                cases));
        problems.forEach((why, count) ->
                findings.add(Inspection.Finding.of("refused", count + " cases, " + why, "cases", count, "why", why)));
        return findings;
    }
}
