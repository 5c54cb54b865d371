package org.lungmentor.app.statistics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.train.split.VolumeBucket;

/**
 * What a dataset's ledger says of its scans and tumours (thesis: table 3.1, figure 3.2). No voxel is read: ingest has measured
 * each case.
 *
 * @param name the dataset's name
 * @param scans cases that are done
 * @param patients whom they belong to
 * @param groups patients who share slices counted once
 * @param tumours connected tumours
 * @param volumesMm3 of the labels of cases with a tumour
 * @param diametersMm of the same
 * @param spacingMm along the patient's left-right, front-back and head-feet axes
 * @param lengthMm of the scans, head to feet
 * @param tumourTypes files' letters where there are any, to cases
 * @param suspect cases whose label looks as if it were another scan's, to the reason
 */
public record DatasetStatistics(
        String name,
        int scans,
        int patients,
        int groups,
        int tumours,
        List<Double> volumesMm3,
        List<Double> diametersMm,
        List<Spread> spacingMm,
        Spread lengthMm,
        SortedMap<String, Integer> tumourTypes,
        SortedMap<String, String> suspect) {
    private static final double MM3_A_CM3 = 1000;
    private static final List<String> SPACINGS = List.of("spacingXMm", "spacingYMm", "spacingZMm");

    /** Copies the lists. */
    public DatasetStatistics {
        volumesMm3 = List.copyOf(volumesMm3);
        diametersMm = List.copyOf(diametersMm);
        spacingMm = List.copyOf(spacingMm);
    }

    /** @throws UsageException if its ledger has no figures of scans: it was not ingested by this version */
    public static DatasetStatistics of(Dataset dataset) throws IOException {
        List<LedgerRow> rows = dataset.rows().values().stream()
                .filter(row -> row.figures().containsKey("lengthMm"))
                .toList();
        if (rows.isEmpty()) {
            throw new UsageException(
                    "The ledger of " + dataset.folder()
                            + " has no figures of scans: name a dataset that ingest has made, or ingest it again with this version.");
        }
        SortedMap<String, Integer> types = new TreeMap<>();
        SortedMap<String, String> suspect = new TreeMap<>();
        for (LedgerRow row : rows) {
            if (row.notes().containsKey("tumourType")) {
                types.merge(row.notes().get("tumourType"), 1, Integer::sum);
            }
            if (row.notes().containsKey("label-suspect")) {
                suspect.put(row.caseName(), row.notes().get("label-suspect"));
            }
        }
        return new DatasetStatistics(
                dataset.info().name(),
                rows.size(),
                (int) rows.stream().map(LedgerRow::patient).distinct().count(),
                (int) rows.stream().map(LedgerRow::group).distinct().count(),
                (int) figures(rows, "tumours").stream()
                        .mapToDouble(Double::doubleValue)
                        .sum(),
                figures(rows, "tumourVolumeMm3").stream().filter(v -> v > 0).toList(),
                figures(rows, "tumourDiameterMm"),
                SPACINGS.stream().map(axis -> Spread.of(figures(rows, axis))).toList(),
                Spread.of(figures(rows, "lengthMm")),
                types,
                suspect);
    }

    private static List<Double> figures(Collection<LedgerRow> rows, String name) {
        List<Double> figures = new ArrayList<>();
        rows.forEach(row -> {
            if (row.figures().containsKey(name)) {
                figures.add(row.figures().get(name));
            }
        });
        return figures;
    }

    /** Cases with a tumour in each bucket of volumes. */
    public int[] buckets() {
        int[] counts = new int[VolumeBucket.COUNT];
        volumesMm3.forEach(v -> counts[VolumeBucket.of(v)]++);
        return counts;
    }

    /** What the buckets are called, in cm3: {@code 0-5} ... {@code 150-}. */
    public static List<String> bucketNames() {
        List<Integer> edges = new ArrayList<>(List.of(0));
        for (int cm3 = 1; edges.size() < VolumeBucket.COUNT; cm3++) {
            if (VolumeBucket.of(cm3 * MM3_A_CM3) == edges.size()) {
                edges.add(cm3);
            }
        }
        List<String> names = new ArrayList<>();
        for (int b = 0; b < edges.size(); b++) {
            names.add(edges.get(b) + "-" + (b + 1 < edges.size() ? "" + edges.get(b + 1) : ""));
        }
        return names;
    }

    /** For people, several lines. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                name,
                scans + " scans of " + patients + " patients" + (groups < patients ? " in " + groups + " groups" : "")
                        + ", " + volumesMm3.size() + " with a tumour, " + tumours + " connected tumours");
        line(text, "  tumour volume cm3", Spread.of(volumesMm3).text(MM3_A_CM3));
        line(text, "  tumour diameter mm", Spread.of(diametersMm).text(1));
        StringBuilder buckets = new StringBuilder();
        for (int b = 0; b < VolumeBucket.COUNT; b++) {
            buckets.append(b == 0 ? "" : ", ")
                    .append(bucketNames().get(b))
                    .append(": ")
                    .append(buckets()[b]);
        }
        line(text, "  cases by cm3", buckets.toString());
        line(text, "  spacing mm, left-right", spacingMm.get(0).text(1));
        line(text, "  spacing mm, front-back", spacingMm.get(1).text(1));
        line(text, "  spacing mm, head-feet", spacingMm.get(2).text(1));
        line(text, "  length mm", lengthMm.text(1));
        if (!tumourTypes.isEmpty()) {
            line(text, "  tumour types", tumourTypes.toString());
        }
        suspect.forEach((one, why) -> line(text, "  label-suspect " + one, why));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append(what).append(": ").append(value).append('\n');
    }

    /** For programs. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("scans", scans);
        facts.put("patients", patients);
        facts.put("groups", groups);
        facts.put("casesWithTumour", volumesMm3.size());
        facts.put("tumours", tumours);
        facts.put("tumourVolumeMm3", Spread.of(volumesMm3).facts());
        facts.put("tumourDiameterMm", Spread.of(diametersMm).facts());
        Map<String, Integer> byBucket = new LinkedHashMap<>();
        for (int b = 0; b < VolumeBucket.COUNT; b++) {
            byBucket.put(bucketNames().get(b), buckets()[b]);
        }
        facts.put("casesByCm3", byBucket);
        facts.put("spacingMm", spacingMm.stream().map(Spread::facts).toList());
        facts.put("lengthMm", lengthMm.facts());
        facts.put("tumourTypes", tumourTypes);
        facts.put("labelSuspect", suspect);
        return facts;
    }
}
