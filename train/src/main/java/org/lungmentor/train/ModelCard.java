package org.lungmentor.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.UsageException;

/**
 * What a model file says of its model: {@code lungmentor.json} in it.
 *
 * @param network which of the four
 * @param filters one a level, top level first
 * @param preprocessing the settings that its training data were preprocessed with, as their dataset.json has them (spacing,
 *     crop, window, ...); empty where nobody knows, as for weights imported without a recipe
 * @param labelSource where the labels came from; of imported weights the file, and the recipe by name
 * @param trainingData SHA-256 of names, sizes and parts of the crops it was trained on; empty for imported weights
 * @param software that wrote the file
 * @param sha256 of the parameters: float32, little-endian, in the plan's order
 */
public record ModelCard(
        Network network,
        int[] filters,
        SortedMap<String, String> preprocessing,
        String labelSource,
        String trainingData,
        String software,
        String sha256) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Goes up when older versions can no longer read what is written. */
    private static final int FORMAT = 1;

    /** Copies what can change. */
    public ModelCard {
        filters = filters.clone();
        preprocessing = Collections.unmodifiableSortedMap(new TreeMap<>(preprocessing));
    }

    /** The network as data. */
    public Plan plan() {
        return Plan.of(network, filters);
    }

    ModelCard withSha256(String hash) {
        return new ModelCard(network, filters, preprocessing, labelSource, trainingData, software, hash);
    }

    /** The file's content. */
    byte[] toJson() throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("network", network.label());
        json.set("filters", JSON.valueToTree(filters));
        json.put("inputChannels", network.inputs());
        json.put("outputChannels", network.heads());
        ObjectNode settings = json.putObject("preprocessing");
        preprocessing.forEach(settings::put);
        json.put("labelSource", labelSource);
        json.put("trainingData", trainingData);
        json.put("software", software);
        json.put("sha256", sha256);
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The inverse of {@link #toJson}.
     *
     * @throws IOException if it is no such JSON
     * @throws UsageException if the network, or the file's format, is none that this version knows
     */
    static ModelCard ofJson(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        int format = json.path("format").asInt(FORMAT);
        if (format > FORMAT) {
            throw new UsageException("The model was written by lungmentor "
                    + json.path("software").asText("of a newer version") + " in format " + format
                    + ", and this one reads up to " + FORMAT + ": use a newer lungmentor.");
        }
        SortedMap<String, String> settings = new TreeMap<>();
        for (Map.Entry<String, JsonNode> setting : json.path("preprocessing").properties()) {
            settings.put(setting.getKey(), setting.getValue().asText());
        }
        JsonNode counts = json.path("filters");
        int[] filters = new int[counts.size()];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = counts.get(i).asInt();
            if (filters[i] < 1 || filters[i] > 1 << 14) {
                throw new IOException("filter count " + counts.get(i) + " is none");
            }
        }
        if (filters.length < 2 || filters.length > 8) {
            throw new IOException("a network has 2 to 8 levels, not " + filters.length);
        }
        return new ModelCard(
                Network.of(json.path("network").asText()),
                filters,
                settings,
                json.path("labelSource").asText(),
                json.path("trainingData").asText(),
                json.path("software").asText(),
                json.path("sha256").asText());
    }
}
