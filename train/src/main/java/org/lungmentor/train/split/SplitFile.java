package org.lungmentor.train.split;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;

/**
 * A split as a JSON file with the lists {@code train}, {@code validation} and {@code test} of {@code CASE} or
 * {@code DATASET/CASE}; in a larger file, {@code FILE#seeds/0} says the way to the object that has them. A case that no list
 * names is not used.
 */
public final class SplitFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PARTS = List.of("train", "validation", "test");

    private SplitFile() {}

    /**
     * Reads a split and finds its cases' crops.
     *
     * @param file a path, with {@code #} and the way within the file where needed
     * @throws UsageException if the file is no such JSON, names a case that is not in the data, one that two datasets have, or
     *     one case twice
     */
    public static Split read(Storage storage, String file, LabelledCrops data) throws IOException {
        int hash = file.lastIndexOf('#');
        String path = hash < 0 ? file : file.substring(0, hash);
        JsonNode root = object(storage, path, hash < 0 ? "" : file.substring(hash + 1));
        Map<String, List<LabelledCrop>> byCase = data.crops().stream()
                .collect(Collectors.groupingBy(LabelledCrop::qualifiedCase, LinkedHashMap::new, Collectors.toList()));
        Map<String, Set<String>> qualified = new HashMap<>();
        byCase.keySet().forEach(name -> addNames(qualified, name));
        data.casesWithoutCrop().forEach(name -> addNames(qualified, name));

        Map<String, String> partOfCase = new HashMap<>();
        List<List<LabelledCrop>> parts = new ArrayList<>();
        List<String> withoutCrop = new ArrayList<>();
        for (String part : PARTS) {
            List<LabelledCrop> crops = new ArrayList<>();
            for (JsonNode entry : list(root, part, file)) {
                String name = resolve(entry.asText(), qualified, file);
                String before = partOfCase.putIfAbsent(name, part);
                if (before != null) {
                    throw new UsageException("The split " + file + " names " + entry.asText() + " twice, in " + before
                            + " and in " + part + ": leave it in one list.");
                }
                if (!byCase.containsKey(name)) {
                    withoutCrop.add(entry.asText());
                }
                crops.addAll(byCase.getOrDefault(name, List.of()));
            }
            parts.add(crops);
        }
        return new Split(parts.get(0), parts.get(1), parts.get(2), remarks(byCase.keySet(), partOfCase, withoutCrop));
    }

    /** Writes a split as this class reads it. */
    public static void write(Storage storage, String path, Split split) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        List<List<LabelledCrop>> parts = List.of(split.training(), split.validation(), split.test());
        for (int i = 0; i < PARTS.size(); i++) {
            ArrayNode names = root.putArray(PARTS.get(i));
            Split.cases(parts.get(i)).forEach(names::add);
        }
        storage.write(
                path,
                (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode object(Storage storage, String path, String pointer) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(storage.read(path));
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new UsageException("There is no split file " + path + ".", e);
        } catch (JsonProcessingException e) {
            throw new UsageException("The split file " + path + " is no JSON: " + e.getOriginalMessage() + ".", e);
        }
        for (String step : pointer.split("/")) {
            if (!step.isEmpty()) {
                root = step.matches("[0-9]+") && root.isArray() ? root.path(Integer.parseInt(step)) : root.path(step);
            }
        }
        if (!root.isObject()) {
            throw new UsageException(
                    "The split file " + path + " has no object at #" + pointer + ": name the way to it after the '#'.");
        }
        return root;
    }

    private static JsonNode list(JsonNode root, String part, String file) {
        JsonNode list = root.path(part);
        if (list.isMissingNode()) {
            return JSON.createArrayNode();
        }
        if (!list.isArray()) {
            throw new UsageException("In the split " + file + " \"" + part + "\" is no list of case names.");
        }
        return list;
    }

    private static void addNames(Map<String, Set<String>> qualified, String name) {
        qualified.computeIfAbsent(name, n -> new TreeSet<>()).add(name);
        qualified
                .computeIfAbsent(name.substring(name.indexOf('/') + 1), n -> new TreeSet<>())
                .add(name);
    }

    private static String resolve(String entry, Map<String, Set<String>> qualified, String file) {
        Set<String> found = qualified.getOrDefault(entry, Set.of());
        if (found.isEmpty()) {
            throw new UsageException("The split " + file + " names " + entry
                    + ", which no data folder has: take it out, or give the folder that has it.");
        }
        if (found.size() > 1) {
            throw new UsageException("The split " + file + " names " + entry + ", which is "
                    + String.join(" and ", found) + ": write DATASET/CASE.");
        }
        return found.iterator().next();
    }

    private static List<String> remarks(Set<String> cases, Map<String, String> partOfCase, List<String> withoutCrop) {
        List<String> remarks = new ArrayList<>();
        if (!withoutCrop.isEmpty()) {
            remarks.add(withoutCrop.size() + " cases of the split have no labelled crop and are left out: "
                    + String.join(", ", withoutCrop.subList(0, Math.min(5, withoutCrop.size())))
                    + (withoutCrop.size() > 5 ? ", ..." : "") + ".");
        }
        long unused =
                cases.stream().filter(name -> !partOfCase.containsKey(name)).count();
        if (unused > 0) {
            remarks.add(unused + " cases of the data are in no list of the split and are not used.");
        }
        return remarks;
    }
}
