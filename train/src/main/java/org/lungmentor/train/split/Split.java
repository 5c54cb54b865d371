package org.lungmentor.train.split;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lungmentor.imaging.UsageException;

/**
 * The three parts. No patient is in two of them.
 *
 * @param training what the weights learn from
 * @param validation what chooses the best weights
 * @param test what nobody looks at before the end
 * @param remarks what a user should know of how it came about, a sentence each
 */
public record Split(
        List<LabelledCrop> training, List<LabelledCrop> validation, List<LabelledCrop> test, List<String> remarks) {
    /**
     * Copies the lists.
     *
     * @throws UsageException if a patient is in two parts, or nothing is left to train on
     */
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        remarks = List.copyOf(remarks);
        if (training.isEmpty()) {
            throw new UsageException(
                    "The training part is empty: give more labelled cases, or name some in the split file.");
        }
        Map<String, String> partOfGroup = new HashMap<>();
        claim(partOfGroup, training, "train");
        claim(partOfGroup, validation, "validation");
        claim(partOfGroup, test, "test");
    }

    /** {@code DATASET/CASE} of a part's crops, each once, in order. */
    public static Set<String> cases(List<LabelledCrop> part) {
        Set<String> cases = new LinkedHashSet<>();
        part.forEach(crop -> cases.add(crop.qualifiedCase()));
        return cases;
    }

    private static void claim(Map<String, String> partOfGroup, List<LabelledCrop> crops, String part) {
        for (LabelledCrop crop : crops) {
            String before = partOfGroup.putIfAbsent(crop.group(), part);
            if (before != null && !before.equals(part)) {
                throw new UsageException("Patient (or group of tied patients) " + crop.group() + " of case "
                        + crop.qualifiedCase() + " is in two parts, " + before + " and " + part
                        + ": put all of its cases into one.");
            }
        }
    }
}
