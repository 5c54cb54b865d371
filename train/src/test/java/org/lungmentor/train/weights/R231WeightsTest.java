package org.lungmentor.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.weights.TorchStateDict.Tensor;

class R231WeightsTest {
    @Test
    void takesAFileWithThePublishedNamesAndShapes() throws IOException {
        Map<String, Tensor> published = new LinkedHashMap<>();
        try (InputStream in = resource("r231_keys.json")) {
            for (Map.Entry<String, JsonNode> key :
                    new ObjectMapper().readTree(in).properties()) {
                long[] shape = new long[key.getValue().size()];
                for (int axis = 0; axis < shape.length; axis++) {
                    shape[axis] = key.getValue().get(axis).asLong();
                }
                // Of kernels the shape alone is looked at.
                float[] values = new float[shape.length == 1 ? (int) shape[0] : 0];
                published.put(key.getKey(), new Tensor(shape, values));
            }
        }
        R231Weights weights = R231Weights.of(published, "unet_r231.pth");
        assertThat(published).hasSize(227);
        assertThat(weights.filters()).isEqualTo(64);
        assertThat(weights.down().get(4).second().convolution().outs()).isEqualTo(1024);
    }

    @Test
    void foldsTheNormsRunningStatistics() throws IOException {
        Map<String, Tensor> tensors = fixture();
        R231Weights.Normed first =
                R231Weights.of(tensors, "w.pth").down().get(0).first();
        double sd = Math.sqrt(value(tensors, "running_var") + 1e-5);
        assertThat(first.scale()[1]).isEqualTo((float) (value(tensors, "weight") / sd));
        assertThat(first.shift()[1]).isEqualTo((float)
                (value(tensors, "bias") - value(tensors, "running_mean") * (value(tensors, "weight") / sd)));
    }

    @Test
    void readsCountsOfBatchesAndNeedsThemNoMoreThanOtherUnusedEntries() throws IOException {
        Map<String, Tensor> tensors = fixture();
        assertThat(Objects.requireNonNull(tensors.get("down_path.0.block.2.num_batches_tracked"))
                        .values())
                .containsExactly(1000);
        tensors.keySet().removeIf(name -> name.contains("residual_") || name.endsWith("num_batches_tracked"));
        assertThat(R231Weights.of(tensors, "w.pth").filters()).isEqualTo(2);
    }

    @Test
    void namesWhatIsMissingTooMuchOrMisshapen() throws IOException {
        Map<String, Tensor> tensors = fixture();
        Tensor kernel = Objects.requireNonNull(tensors.remove("up_path.1.up.1.weight"));
        refused(tensors, "w.pth is no R231: it lacks up_path.1.up.1.weight.");
        tensors.put("up_path.1.up.1.weight", new Tensor(new long[] {16, 8, 1, 1}, kernel.values()));
        refused(tensors, "up_path.1.up.1.weight is [16, 8, 1, 1], not [8, 16, 1, 1].");
        tensors.put("up_path.1.up.1.weight", kernel);
        tensors.put("attention.weight", kernel);
        refused(tensors, "it also has attention.weight.");
        refused(Map.of("model.0.conv.weight", kernel), "it lacks down_path.0.block.0.weight,");
    }

    @Test
    void refusesANetworkOfOtherClasses() throws IOException {
        Map<String, Tensor> tensors = fixture();
        tensors.put("last.bias", new Tensor(new long[] {6}, new float[6]));
        refused(tensors, "w.pth tells 6 classes apart, and R231 has three");
    }

    private static void refused(Map<String, Tensor> tensors, String why) {
        assertThatThrownBy(() -> R231Weights.of(tensors, "w.pth"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why);
    }

    private static double value(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get("down_path.0.block.2." + name))
                .values()[1];
    }

    private static Map<String, Tensor> fixture() throws IOException {
        try (InputStream in = resource("state_dict.pth")) {
            return TorchStateDict.read(in, "state_dict.pth");
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(R231WeightsTest.class.getResourceAsStream("/fixtures/r231/" + name), name);
    }
}
