package org.lungmentor.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.DatasetInfo.Kind;
import org.lungmentor.jobs.Rejected;
import org.lungmentor.jobs.Storage;

/**
 * Which prediction is judged by which label.
 *
 * @param cases every labelled case, with its prediction where there is one
 * @param datasetOf the dataset's name by case
 * @param datasets the datasets' names in the order that the references were given in
 * @param strays predictions that no label belongs to
 */
public record EvaluationPlan(
        List<Case> cases, SortedMap<String, String> datasetOf, List<String> datasets, List<Rejected> strays) {
    /** Copies the lists. */
    public EvaluationPlan {
        cases = List.copyOf(cases);
        datasets = List.copyOf(datasets);
        strays = List.copyOf(strays);
    }

    /**
     * @param only the cases that count; empty: all
     * @throws UsageException if there are no predictions, a reference is not what the unit needs, a case is in two
     *     references, or one that should count is in none
     */
    static EvaluationPlan of(
            Storage storage, String predictions, List<String> references, Unit unit, Optional<Set<String>> only)
            throws IOException {
        SortedMap<String, String> predicted = predictions(storage, predictions);
        List<Case> cases = new ArrayList<>();
        SortedMap<String, String> datasetOf = new TreeMap<>();
        List<String> datasets = new ArrayList<>();
        for (String reference : references) {
            Dataset dataset = Dataset.open(storage, reference);
            requireUnit(dataset.info(), reference, unit);
            String name = dataset.info().name();
            if (!datasets.contains(name)) {
                datasets.add(name);
            }
            for (Case one : dataset.cases()) {
                if (!one.has(Dataset.LABEL)
                        || !only.map(o -> o.contains(one.name())).orElse(true)) {
                    continue;
                }
                if (datasetOf.put(one.name(), name) != null) {
                    throw new UsageException("The case " + one.name() + " is in two of the references, last in "
                            + reference + ": evaluate them one after the other, each with its own predictions.");
                }
                cases.add(judged(one, Optional.ofNullable(predicted.get(one.name()))));
            }
        }
        Dataset.requireKnown(only, datasetOf.keySet(), "Labels/ of " + String.join(" and ", references));
        if (cases.isEmpty()) {
            throw new UsageException("None of the references has a label: name datasets with Labels/.");
        }
        List<Rejected> strays = new ArrayList<>();
        for (String name : predicted.keySet()) {
            if (only.isEmpty() && !datasetOf.containsKey(name)) {
                strays.add(new Rejected(
                        new Case(name, name, name, new TreeMap<>()),
                        Reason.REFERENCE_LABEL_MISSING,
                        "There is a prediction and no label of that name in the references: name the dataset that has it, or "
                                + "leave the case out with --cases."));
            }
        }
        return new EvaluationPlan(cases, datasetOf, datasets, strays);
    }

    private static SortedMap<String, String> predictions(Storage storage, String folder) throws IOException {
        if (!storage.exists(folder)) {
            throw new UsageException("There is no folder " + folder + ": name the one that holds the predictions.");
        }
        boolean dataset = storage.exists(Storage.child(folder, DatasetInfo.FILE));
        SortedMap<String, String> found = dataset
                ? Dataset.open(storage, folder).volumes(Dataset.LABELS)
                : Dataset.volumes(storage, storage.absolute(folder));
        if (found.isEmpty()) {
            throw new UsageException("There is no prediction in " + folder + (dataset ? "/Labels" : "")
                    + ": a folder of CASE.nii.gz, or a dataset with Labels/, is needed.");
        }
        return found;
    }

    private static void requireUnit(DatasetInfo info, String reference, Unit unit) {
        boolean crops = info.kind() == Kind.PREPROCESSED_STUDENT;
        if (unit == Unit.LUNG_CROP && !crops) {
            throw new UsageException(
                    reference + " holds no lung crops: with --unit lung-crop the references are folders that "
                            + "'preprocess student' wrote.");
        }
        if (unit == Unit.SCAN && crops) {
            throw new UsageException(reference
                    + " holds lung crops: say --unit lung-crop, or name the dataset that they were cut from.");
        }
    }

    private static Case judged(Case one, Optional<String> prediction) {
        Case masks = one.only(Set.of(Dataset.LABEL, Dataset.BOX));
        return prediction.map(path -> masks.with(EvaluateCase.PREDICTION, path)).orElse(masks);
    }
}
