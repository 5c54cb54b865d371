package org.lungmentor.train.trainer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.Sha256;
import org.lungmentor.jobs.Software;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;
import org.lungmentor.train.ModelCard;
import org.lungmentor.train.Network;
import org.lungmentor.train.split.Balance;
import org.lungmentor.train.split.LabelledCrop;
import org.lungmentor.train.split.LabelledCrops;
import org.lungmentor.train.split.Split;
import org.lungmentor.train.split.SplitDraw;
import org.lungmentor.train.split.SplitFile;

/**
 * What a run learns from, checked before its first step.
 *
 * @param split the three parts
 * @param epoch the training crops of an epoch, repeats included
 * @param card what the models of this run say of themselves
 */
record RunInput(Split split, List<LabelledCrop> epoch, ModelCard card) {

    /**
     * Opens the folders, splits, and looks at every header.
     *
     * @throws UsageException if the folders are of the wrong kind or disagree, the split does not fit them, or a crop does not
     *     fit the network
     */
    static RunInput open(Storage storage, TrainRequest request, CropReader reader) throws IOException {
        TrainSettings settings = request.settings();
        SortedMap<String, String> preprocessing = preprocessing(storage, request);
        LabelledCrops all = LabelledCrops.open(storage, request.data());
        LabelledCrops data = new LabelledCrops(
                all.crops().stream().filter(c -> request.uses(c.caseName())).toList(), all.casesWithoutCrop());
        if (data.crops().isEmpty()) {
            throw new UsageException("There is no labelled crop in " + String.join(", ", request.data())
                    + " to train on: preprocess a dataset with labels, or name other cases.");
        }
        Split split = request.split().isPresent()
                ? SplitFile.read(storage, request.split().get(), data)
                : SplitDraw.draw(data.crops(), settings.seed());
        for (LabelledCrop crop : used(split)) {
            reader.check(crop);
        }
        for (LabelledCrop crop : split.validation()) {
            if (crop.label().isEmpty()) {
                throw new UsageException(
                        "The split has " + crop.qualifiedCase() + " in its validation part, but that case"
                                + " has a box and no label to compare with: it can be trained on alone.");
            }
        }
        ModelCard card = new ModelCard(
                settings.network(),
                settings.filters(),
                preprocessing,
                labelSources(storage, request),
                fingerprint(storage, split),
                Software.VERSION,
                "");
        return new RunInput(split, Balance.balanced(split.training(), settings.maxRepeat()), card);
    }

    private static List<LabelledCrop> used(Split split) {
        List<LabelledCrop> used = new ArrayList<>(split.training());
        used.addAll(split.validation());
        return used;
    }

    /** The settings that all folders share. */
    private static SortedMap<String, String> preprocessing(Storage storage, TrainRequest request) throws IOException {
        Network network = request.settings().network();
        DatasetInfo.Kind wanted =
                network.student() ? DatasetInfo.Kind.PREPROCESSED_STUDENT : DatasetInfo.Kind.PREPROCESSED_TEACHER;
        SortedMap<String, String> shared = new TreeMap<>();
        String first = "";
        for (String folder : request.data()) {
            DatasetInfo info = Dataset.open(storage, folder).info();
            if (info.kind() != wanted) {
                throw new UsageException(
                        folder + " is a " + DatasetInfo.code(info.kind()) + ", but a " + network.label()
                                + " trains on a " + DatasetInfo.code(wanted) + ": run 'preprocess "
                                + (network.student() ? "student" : "teacher") + "' on the dataset.");
            }
            if (first.isEmpty()) {
                first = folder;
                shared = info.preprocessing();
            } else if (!shared.equals(info.preprocessing())) {
                throw new UsageException(folder + " was preprocessed with " + info.preprocessing() + ", but " + first
                        + " with " + shared + ": preprocess both alike.");
            }
        }
        if (first.isEmpty()) {
            throw new UsageException("No data folder is given: name at least one preprocessed folder.");
        }
        return shared;
    }

    private static String labelSources(Storage storage, TrainRequest request) throws IOException {
        TreeSet<String> sources = new TreeSet<>();
        for (String folder : request.data()) {
            Dataset.open(storage, folder).info().labelSource().ifPresent(sources::add);
        }
        return String.join(", ", sources);
    }

    /** SHA-256 over part, dataset and name of each crop, and the sizes of its image and its label (or box). */
    private static String fingerprint(Storage storage, Split split) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (LabelledCrop crop : used(split)) {
            lines.append(split.training().contains(crop) ? "train " : "validation ")
                    .append(crop.dataset())
                    .append('/')
                    .append(crop.name());
            for (String file : List.of(crop.image(), crop.label().or(crop::box).orElseThrow())) {
                lines.append(' ')
                        .append(storage.find(file).map(StoredFile::size).orElse(-1L));
            }
            lines.append('\n');
        }
        return Sha256.of(lines.toString());
    }
}
