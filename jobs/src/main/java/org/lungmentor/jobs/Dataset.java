package org.lungmentor.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lungmentor.imaging.UsageException;

/**
 * A dataset or preprocessed folder: {@code Images/ Boxes/ Labels/ references/ Lungs/ dataset.json ledger/}. What counts as
 * a case is what has an image; a dataset that refers to another by {@code base} takes images and boxes from there and has
 * the cases that it has labels for.
 */
public final class Dataset {
    /** Folder and role names: what {@link Case#inputs()} of a dataset's cases are called, and where they lie. */
    public static final String IMAGES = "Images";

    /** Box masks. */
    public static final String BOXES = "Boxes";

    /** Masks, strong or soft. */
    public static final String LABELS = "Labels";

    /** The crops' geometry. */
    public static final String REFERENCES = "references";

    /** Lung maps. */
    public static final String LUNGS = "Lungs";

    /** The role of an image in a case of {@link #cases()}. */
    public static final String IMAGE = "image";

    /** The role of a box mask. */
    public static final String BOX = "box";

    /** The role of a mask. */
    public static final String LABEL = "label";

    /** The role of a crop's geometry. */
    public static final String REFERENCE = "reference";

    private static final List<String> VOLUME_ENDINGS = List.of(".nii.gz", ".nii");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Storage storage;
    private final String folder;
    private final DatasetInfo info;

    private Dataset(Storage storage, String folder, DatasetInfo info) {
        this.storage = storage;
        this.folder = folder;
        this.info = info;
    }

    /**
     * Opens a folder.
     *
     * @throws UsageException if there is no dataset
     */
    public static Dataset open(Storage storage, String folder) throws IOException {
        String absolute = storage.absolute(folder);
        String path = Storage.child(absolute, DatasetInfo.FILE);
        if (storage.find(path).isEmpty()) {
            throw new UsageException("There is no " + DatasetInfo.FILE + " in " + folder
                    + ", so it is no dataset: ingest the files first, or name another folder.");
        }
        return new Dataset(storage, absolute, DatasetInfo.ofJson(storage.read(path), path));
    }

    /** Writes the folder's {@code dataset.json}, whole or not at all. */
    public static void write(Storage storage, String folder, DatasetInfo info) throws IOException {
        storage.write(Storage.child(folder, DatasetInfo.FILE), info.toJson());
    }

    /**
     * How a dataset names its base: relative where both lie on one file system, so that they can be moved together.
     *
     * @param folder the referring dataset
     * @param base the dataset that is referred to
     */
    public static String relativeBase(Storage storage, String folder, String base) throws IOException {
        URI from = storage.uri(folder);
        URI to = storage.uri(base);
        boolean together = Objects.equals(from.getScheme(), to.getScheme())
                && Objects.equals(from.getAuthority(), to.getAuthority());
        return together
                ? Path.of(from.getPath()).relativize(Path.of(to.getPath())).toString()
                : storage.absolute(base);
    }

    /** What {@code dataset.json} says. */
    public DatasetInfo info() {
        return info;
    }

    /** The absolute folder. */
    public String folder() {
        return folder;
    }

    /** The dataset that holds images and boxes: this one where it has no {@code base}. */
    public Dataset base() throws IOException {
        if (info.base().isEmpty()) {
            return this;
        }
        String base = info.base().get();
        boolean absolute = base.startsWith("/") || base.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
        return open(storage, absolute ? base : Storage.child(folder, base)).base();
    }

    /** The folder's ledger. */
    public Ledger ledger() {
        return new Ledger(storage, folder);
    }

    /** Case names to volume paths in one of this folder's own sub-folders; nothing if there is no such sub-folder. */
    public SortedMap<String, String> volumes(String subfolder) throws IOException {
        return volumes(storage, Storage.child(folder, subfolder));
    }

    /** Case names to volume paths of any flat folder of {@code CASE.nii.gz} or {@code CASE.nii}. */
    public static SortedMap<String, String> volumes(Storage storage, String flatFolder) throws IOException {
        SortedMap<String, String> volumes = new TreeMap<>();
        for (StoredFile file : storage.list(flatFolder)) {
            for (String ending : VOLUME_ENDINGS) {
                if (!file.folder()
                        && !file.name().startsWith(".")
                        && file.name().endsWith(ending)) {
                    String name = file.name().substring(0, file.name().length() - ending.length());
                    volumes.putIfAbsent(name, file.path());
                    break;
                }
            }
        }
        return volumes;
    }

    /**
     * The cases by name, each with the roles {@link #IMAGE}, {@link #BOX}, {@link #LABEL} and {@link #REFERENCE} as far as
     * there are such files, and the patient and group that the ledger, or a crop's reference, links it to.
     */
    public List<Case> cases() throws IOException {
        Dataset base = base();
        SortedMap<String, String> images = base.volumes(IMAGES);
        SortedMap<String, String> boxes = base.volumes(BOXES);
        SortedMap<String, String> labels = volumes(LABELS);
        SortedMap<String, String> references = references();
        SortedMap<String, LedgerRow> rows = base.rows();
        List<Case> cases = new ArrayList<>();
        for (String name : (base == this ? images : labels).keySet()) {
            SortedMap<String, List<String>> inputs = new TreeMap<>();
            put(inputs, IMAGE, images.get(name));
            put(inputs, BOX, boxes.get(name));
            put(inputs, LABEL, labels.get(name));
            put(inputs, REFERENCE, references.get(name));
            String patient = name;
            String group = name;
            if (references.containsKey(name)) {
                JsonNode reference = JSON.readTree(storage.read(references.get(name)));
                patient = reference.path("patient").asText(name);
                group = reference.path("group").asText(patient);
            } else if (rows.containsKey(name)) {
                patient = rows.get(name).patient();
                group = rows.get(name).group();
            }
            cases.add(new Case(name, patient, group, inputs));
        }
        return cases;
    }

    /**
     * The cases that a step is to work on.
     *
     * @param only their names; empty: all
     * @throws UsageException if there are no cases, or none of a name that is asked for
     */
    public List<Case> cases(Optional<Set<String>> only) throws IOException {
        return chosen(cases(), only, folder);
    }

    /**
     * Those of some cases that a step is to work on.
     *
     * @param only their names; empty: all
     * @param where what messages call the place that has them
     * @throws UsageException if there are no cases, or none of a name that is asked for
     */
    public static List<Case> chosen(List<Case> cases, Optional<Set<String>> only, String where) {
        if (cases.isEmpty()) {
            throw new UsageException(where + " has no cases: there is nothing under " + IMAGES + "/.");
        }
        requireKnown(only, cases.stream().map(Case::name).toList(), where);
        return cases.stream()
                .filter(one -> only.isEmpty() || only.get().contains(one.name()))
                .toList();
    }

    /**
     * Makes sure that every case that is asked for is there.
     *
     * @param only the names that are asked for; empty: all
     * @param known the names that there are
     * @param where what the message calls the place that has them
     * @throws UsageException if one is not known
     */
    public static void requireKnown(Optional<Set<String>> only, Collection<String> known, String where) {
        Set<String> unknown = new TreeSet<>(only.orElse(Set.of()));
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    where + " has no case " + String.join(", ", unknown) + ", which --cases names: mend the list.");
        }
    }

    /**
     * What the ledger says of each case, whatever step has done it: the newest row with status done.
     */
    public SortedMap<String, LedgerRow> rows() throws IOException {
        SortedMap<String, LedgerRow> newest = new TreeMap<>();
        for (LedgerRow row : ledger().rows()) {
            if (row.status() == CaseStatus.DONE) {
                newest.put(row.caseName(), row);
            }
        }
        return newest;
    }

    private SortedMap<String, String> references() throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        for (StoredFile file : storage.list(Storage.child(folder, REFERENCES))) {
            if (file.name().endsWith(".json") && !file.name().startsWith(".")) {
                found.put(file.name().substring(0, file.name().length() - ".json".length()), file.path());
            }
        }
        return found;
    }

    private static void put(SortedMap<String, List<String>> inputs, String role, @Nullable String path) {
        Optional.ofNullable(path).ifPresent(one -> inputs.put(role, List.of(one)));
    }
}
