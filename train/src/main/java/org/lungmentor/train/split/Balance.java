package org.lungmentor.train.split;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often a case occurs in an epoch, so that rare sizes of tumour are seen about as often as common ones: a case of bucket b
 * occurs {@code min(maxRepeat, max(1, floor(m / n_b + 0.5)))} times, n_b cases in its bucket, m in the largest bucket, for each
 * dataset by itself. (The thesis gives the outcome only: 341 unique cases become 506.)
 */
public final class Balance {
    private Balance() {}

    /**
     * Repeats a bucket.
     *
     * @param counts cases a bucket
     * @param maxRepeat at most so often, at least 1
     * @return repeats a bucket, 0 for an empty one
     */
    public static int[] repeats(int[] counts, int maxRepeat) {
        int largest = 0;
        for (int count : counts) {
            largest = Math.max(largest, count);
        }
        int[] repeats = new int[counts.length];
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] > 0) {
                int wanted = (int) Math.floor((double) largest / counts[b] + 0.5);
                repeats[b] = Math.min(maxRepeat, Math.max(1, wanted));
            }
        }
        return repeats;
    }

    /**
     * The crops of one epoch: each with the repeats of its case's bucket, a crop's repeats next to each other, in the given
     * order.
     */
    public static List<LabelledCrop> balanced(List<LabelledCrop> training, int maxRepeat) {
        Map<String, List<LabelledCrop>> byDataset = training.stream()
                .collect(Collectors.groupingBy(LabelledCrop::dataset, TreeMap::new, Collectors.toList()));
        Map<String, int[]> repeats = new TreeMap<>();
        byDataset.forEach((dataset, crops) -> repeats.put(dataset, repeats(casesByBucket(crops), maxRepeat)));
        List<LabelledCrop> epoch = new ArrayList<>();
        for (LabelledCrop crop : training) {
            int[] ofDataset = repeats.getOrDefault(crop.dataset(), new int[VolumeBucket.COUNT]);
            for (int i = 0; i < ofDataset[VolumeBucket.of(crop.tumourVolumeMm3())]; i++) {
                epoch.add(crop);
            }
        }
        return epoch;
    }

    private static int[] casesByBucket(List<LabelledCrop> crops) {
        int[] counts = new int[VolumeBucket.COUNT];
        Set<String> seen = new HashSet<>();
        for (LabelledCrop crop : crops) {
            if (seen.add(crop.caseName())) {
                counts[VolumeBucket.of(crop.tumourVolumeMm3())]++;
            }
        }
        return counts;
    }
}
