package org.lungmentor.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.UsageException;

/**
 * What {@code dataset.json} says of a folder.
 *
 * @param name the dataset's name, the tables' dataset column
 * @param kind what the folder holds
 * @param supervision what its labels are worth
 * @param base folder of the dataset that holds Images/ and Boxes/, a URI or relative to this folder; empty: here
 * @param labelSource where the labels come from: a structure's name, a model's hash; empty: no labels
 * @param preprocessing the settings that a model must agree with, by name; empty for plain datasets
 * @param software {@link Software#VERSION} of whoever wrote it
 * @param counts cases by status
 */
public record DatasetInfo(
        String name,
        Kind kind,
        Supervision supervision,
        Optional<String> base,
        Optional<String> labelSource,
        SortedMap<String, String> preprocessing,
        String software,
        SortedMap<String, Long> counts) {
    /** The file's name. */
    public static final String FILE = "dataset.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a dataset folder holds. */
    public enum Kind {
        /** Whole scans. */
        DATASET,
        /** Tumour crops. */
        PREPROCESSED_TEACHER,
        /** Lung crops. */
        PREPROCESSED_STUDENT
    }

    /** What labels are worth. */
    public enum Supervision {
        /** Drawn by people. */
        STRONG,
        /** Boxes only. */
        WEAK,
        /** Written by a teacher. */
        SOFT,
        /** Images only. */
        NONE
    }

    /** Copies the maps. */
    public DatasetInfo {
        preprocessing = Collections.unmodifiableSortedMap(new TreeMap<>(preprocessing));
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** What this software says of a folder whose cases are still to be counted; images and boxes lie in it. */
    public static DatasetInfo of(
            String name,
            Kind kind,
            Supervision supervision,
            Optional<String> labelSource,
            SortedMap<String, String> preprocessing) {
        return new DatasetInfo(
                name,
                kind,
                supervision,
                Optional.empty(),
                labelSource,
                preprocessing,
                Software.VERSION,
                new TreeMap<>());
    }

    /** The same with the images and boxes of another dataset. */
    public DatasetInfo withBase(String uri) {
        return new DatasetInfo(name, kind, supervision, Optional.of(uri), labelSource, preprocessing, software, counts);
    }

    /** The same with its cases counted. */
    DatasetInfo counted(SortedMap<String, Long> byStatus) {
        return new DatasetInfo(name, kind, supervision, base, labelSource, preprocessing, software, byStatus);
    }

    /** The file's content. */
    byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", name);
        root.put("kind", code(kind));
        root.put("supervision", code(supervision));
        base.ifPresent(uri -> root.put("base", uri));
        labelSource.ifPresent(source -> root.put("labelSource", source));
        ObjectNode settings = root.putObject("preprocessing");
        preprocessing.forEach(settings::put);
        root.put("software", software);
        ObjectNode numbers = root.putObject("counts");
        counts.forEach(numbers::put);
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The inverse of {@link #toJson}; unknown fields are ignored.
     *
     * @param path for the message
     * @throws UsageException if it is no such JSON
     */
    static DatasetInfo ofJson(byte[] bytes, String path) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (!root.isObject()) {
                throw new UsageException(path + " is no JSON object: write the dataset anew.");
            }
            SortedMap<String, String> preprocessing = new TreeMap<>();
            root.path("preprocessing")
                    .fields()
                    .forEachRemaining(
                            e -> preprocessing.put(e.getKey(), e.getValue().asText()));
            SortedMap<String, Long> counts = new TreeMap<>();
            root.path("counts")
                    .fields()
                    .forEachRemaining(e -> counts.put(e.getKey(), e.getValue().asLong()));
            return new DatasetInfo(
                    required(root, "name", path),
                    constant(Kind.class, required(root, "kind", path), path),
                    constant(Supervision.class, required(root, "supervision", path), path),
                    Optional.ofNullable(root.get("base")).map(JsonNode::asText),
                    Optional.ofNullable(root.get("labelSource")).map(JsonNode::asText),
                    preprocessing,
                    root.path("software").asText(),
                    counts);
        } catch (IOException e) {
            throw new UsageException(path + " is no JSON: " + e.getMessage(), e);
        }
    }

    private static String required(JsonNode root, String field, String path) {
        JsonNode value = root.get(field);
        if (value == null || !value.isTextual()) {
            throw new UsageException(path + " has no text field \"" + field + "\": write the dataset anew.");
        }
        return value.asText();
    }

    /** As it stands in the file: lower case with dashes. */
    public static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String code, String path) {
        for (E one : type.getEnumConstants()) {
            if (code(one).equals(code)) {
                return one;
            }
        }
        throw new UsageException(path + " says \"" + code + "\", which is no "
                + type.getSimpleName().toLowerCase(Locale.ROOT) + " this version knows.");
    }
}
