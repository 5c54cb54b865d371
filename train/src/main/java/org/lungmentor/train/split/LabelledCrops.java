package org.lungmentor.train.split;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.Storage;

/**
 * The labelled crops of one or several preprocessed folders; of a weak dataset without labels, the crops that have a box.
 *
 * @param crops in the order of the folders, by name within each
 * @param casesWithoutCrop {@code DATASET/CASE} of cases that preprocessing saw but of which no labelled crop came: refused, or
 *     without tumour in a lung. A split file may name them
 */
public record LabelledCrops(List<LabelledCrop> crops, Set<String> casesWithoutCrop) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies both. */
    public LabelledCrops {
        crops = List.copyOf(crops);
        casesWithoutCrop = Set.copyOf(casesWithoutCrop);
    }

    /**
     * Reads names, references and ledgers of the folders, no voxels.
     *
     * @throws UsageException if a folder holds no preprocessed crops, or a label has no image
     */
    public static LabelledCrops open(Storage storage, List<String> folders) throws IOException {
        List<LabelledCrop> crops = new ArrayList<>();
        Set<String> without = new TreeSet<>();
        for (String folder : folders) {
            Dataset dataset = Dataset.open(storage, folder);
            if (dataset.info().kind() == DatasetInfo.Kind.DATASET) {
                throw new UsageException(folder + " is a dataset of whole scans: preprocess it for the network first.");
            }
            List<LabelledCrop> own = crops(storage, dataset);
            Set<String> withCrop =
                    own.stream().map(LabelledCrop::qualifiedCase).collect(Collectors.toCollection(HashSet::new));
            for (LedgerRow row : dataset.ledger().rows()) {
                String name = dataset.info().name() + "/" + row.caseName();
                if (!withCrop.contains(name)) {
                    without.add(name);
                }
            }
            crops.addAll(own);
        }
        return new LabelledCrops(crops, without);
    }

    private static List<LabelledCrop> crops(Storage storage, Dataset dataset) throws IOException {
        boolean soft = dataset.info().supervision() == DatasetInfo.Supervision.SOFT;
        SortedMap<String, String> images = dataset.volumes(Dataset.IMAGES);
        SortedMap<String, String> boxes = dataset.volumes(Dataset.BOXES);
        SortedMap<String, String> labels = dataset.volumes(Dataset.LABELS);
        boolean boxesAlone = dataset.info().supervision() == DatasetInfo.Supervision.WEAK && labels.isEmpty();
        List<LabelledCrop> crops = new ArrayList<>();
        for (Map.Entry<String, String> label : (boxesAlone ? boxes : labels).entrySet()) {
            String name = label.getKey();
            String image = images.get(name);
            if (image == null) {
                throw new UsageException("The " + (boxesAlone ? "box " : "label ") + label.getValue()
                        + " has no image in " + dataset.folder() + "/Images: preprocess the dataset again.");
            }
            String path = Storage.child(Storage.child(dataset.folder(), Dataset.REFERENCES), name + ".json");
            JsonNode reference = JSON.readTree(storage.read(path));
            String caseName = reference.path("case").asText(name);
            String patient = reference.path("patient").asText(caseName);
            crops.add(new LabelledCrop(
                    dataset.info().name(),
                    caseName,
                    name,
                    reference.path("group").asText(patient),
                    soft,
                    reference.path("tumourVolumeMm3").asDouble(0),
                    image,
                    Optional.ofNullable(boxes.get(name)),
                    Optional.ofNullable(labels.get(name))));
        }
        return crops;
    }
}
