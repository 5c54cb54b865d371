package org.lungmentor.train.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lungmentor.jobs.Sha256;

/**
 * Draws a split by patient, alike in every bucket of tumour volumes and always the same for a seed: within the bucket of their
 * largest tumour the patients are ordered by SHA-256 of {@code seed:patient}; the first share goes to the test part, the next to
 * validation, the rest to training. Strong labels 70/15/15, soft ones 82/18/0: a soft label is never a test case. (The thesis:
 * 341/71/72 strong, 513/115/0 soft.) A patient with strong labels is drawn among those; its soft crops go where it goes, and are
 * left out where that is the test part. Crops with a box alone are trained on; those of a patient who is in another part are left out.
 */
public final class SplitDraw {
    private static final double[] STRONG = {0.15, 0.15};
    private static final double[] SOFT = {0, 0.18};

    private enum Part {
        TRAINING,
        VALIDATION,
        TEST
    }

    private SplitDraw() {}

    /** The split of these crops for a seed, whatever their order. */
    public static Split draw(List<LabelledCrop> crops, long seed) {
        Map<String, Boolean> groupHasStrong = new HashMap<>();
        crops.forEach(crop ->
                groupHasStrong.merge(crop.group(), crop.label().isPresent() && !crop.soft(), Boolean::logicalOr));
        List<LabelledCrop> strong = new ArrayList<>();
        List<LabelledCrop> soft = new ArrayList<>();
        for (LabelledCrop crop : crops) {
            if (crop.label().isPresent()) {
                (groupHasStrong.getOrDefault(crop.group(), false) ? strong : soft).add(crop);
            }
        }
        Map<String, Part> parts = new HashMap<>();
        assign(parts, strong, seed, STRONG);
        assign(parts, soft, seed, SOFT);

        List<LabelledCrop> training = new ArrayList<>();
        List<LabelledCrop> validation = new ArrayList<>();
        List<LabelledCrop> test = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (LabelledCrop crop : crops) {
            Part part = parts.getOrDefault(crop.group(), Part.TRAINING);
            if (crop.label().isEmpty() && part != Part.TRAINING) {
                remarks.add("The box of " + crop.qualifiedCase() + " is left out: its patient is in the "
                        + part.name().toLowerCase(Locale.ROOT) + " part.");
                continue;
            }
            switch (part) {
                case TRAINING -> training.add(crop);
                case VALIDATION -> validation.add(crop);
                case TEST -> {
                    if (crop.soft()) {
                        remarks.add("The soft label of " + crop.qualifiedCase()
                                + " is left out: its patient is in the test part.");
                    } else {
                        test.add(crop);
                    }
                }
            }
        }
        return new Split(training, validation, test, remarks);
    }

    /** @param shares of test and validation */
    private static void assign(Map<String, Part> parts, List<LabelledCrop> crops, long seed, double[] shares) {
        Map<String, Double> largestMm3 = new TreeMap<>();
        crops.forEach(crop -> largestMm3.merge(crop.group(), crop.tumourVolumeMm3(), Math::max));
        Map<Integer, List<String>> buckets = new TreeMap<>();
        largestMm3.forEach((group, volume) -> buckets.computeIfAbsent(VolumeBucket.of(volume), b -> new ArrayList<>())
                .add(group));
        boolean testing = shares[0] > 0;
        for (List<String> groups : buckets.values()) {
            groups.sort(Comparator.comparing(group -> hash(seed, group)));
            int n = groups.size();
            int tests = (int) Math.floor(shares[0] * n + 0.5);
            int validations = (int) Math.floor(shares[1] * n + 0.5);
            if (n < (testing ? 3 : 2)) { // fewer than parts: training first, then validation
                tests = 0;
                validations = n - 1;
            }
            for (int i = 0; i < n; i++) {
                Part part = i < tests ? Part.TEST : i < tests + validations ? Part.VALIDATION : Part.TRAINING;
                parts.put(groups.get(i), part);
            }
        }
    }

    private static String hash(long seed, String group) {
        return Sha256.of(seed + ":" + group);
    }
}
