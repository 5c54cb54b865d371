package org.lungmentor.train.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Where a run is: with the checkpoint's model (weights and Adam's state) all that going on needs.
 *
 * @param epoch the epoch that is on, from 1
 * @param place crops of it that are done
 * @param updates in all
 * @param lossSum over the epoch's crops that are done
 * @param seconds of training so far
 * @param metricsRows of metrics.csv that belong to it
 * @param patience which epoch was best
 * @param finished whether the run is over
 * @param model name of the checkpoint's model file
 */
record RunState(
        int epoch,
        int place,
        int updates,
        double lossSum,
        double seconds,
        int metricsRows,
        Patience patience,
        boolean finished,
        String model) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final RunState FRESH = new RunState(1, 0, 0, 0, 0, 0, Patience.FRESH, false, "");

    byte[] toJson() throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("epoch", epoch);
        json.put("place", place);
        json.put("updates", updates);
        json.put("lossSum", lossSum);
        json.put("seconds", seconds);
        json.put("metricsRows", metricsRows);
        json.put("bestEpoch", patience.bestEpoch());
        if (patience.bestEpoch() > 0) {
            json.put("best", patience.best());
        }
        json.put("waited", patience.waited());
        json.put("lowered", patience.lowered());
        json.put("finished", finished);
        json.put("model", model);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    static RunState ofJson(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        return new RunState(
                json.path("epoch").asInt(),
                json.path("place").asInt(),
                json.path("updates").asInt(),
                json.path("lossSum").asDouble(),
                json.path("seconds").asDouble(),
                json.path("metricsRows").asInt(),
                new Patience(
                        json.path("bestEpoch").asInt(),
                        json.path("best").asDouble(Double.POSITIVE_INFINITY),
                        json.path("waited").asInt(),
                        json.path("lowered").asBoolean()),
                json.path("finished").asBoolean(),
                json.path("model").asText());
    }
}
