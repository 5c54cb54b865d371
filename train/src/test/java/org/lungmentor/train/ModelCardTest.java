package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;

class ModelCardTest {
    @Test
    void readsWhatItWrites() throws IOException {
        ModelCard card = new ModelCard(
                Network.DC_STUDENT,
                new int[] {4, 8, 16, 32, 64},
                new TreeMap<>(Map.of("spacingMm", "1.0", "marginMm", "0.0")),
                "rtstruct",
                "ab12",
                "1.0",
                "cd34");
        ModelCard again = ModelCard.ofJson(card.toJson());
        assertThat(again.network()).isEqualTo(card.network());
        assertThat(again.filters()).containsExactly(card.filters());
        assertThat(again.preprocessing()).isEqualTo(card.preprocessing());
        assertThat(again.labelSource()).isEqualTo("rtstruct");
        assertThat(again.trainingData()).isEqualTo("ab12");
        assertThat(again.software()).isEqualTo("1.0");
        assertThat(again.sha256()).isEqualTo("cd34");
        assertThat(again.toJson()).isEqualTo(card.toJson());
    }

    @Test
    void tellsOthersHowManyChannelsGoInAndOut() throws IOException {
        ModelCard card = new ModelCard(Network.TEACHER, Network.TEACHER.filters(), new TreeMap<>(), "", "", "1.0", "");
        assertThat(new String(card.toJson(), StandardCharsets.UTF_8))
                .contains("\"network\" : \"teacher\"")
                .contains("\"inputChannels\" : 2")
                .contains("\"outputChannels\" : 1")
                .endsWith("}\n");
    }

    @Test
    void refusesCountsThatNoNetworkHas() {
        assertThatThrownBy(() -> card("unet", "[4]"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("levels");
        assertThatThrownBy(() -> card("unet", "[4,4,4,4,4,4,4,4,4]")).hasMessageContaining("levels");
        assertThatThrownBy(() -> card("unet", "[4,0]"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("filter");
        assertThatThrownBy(() -> card("unet", "[4,16385]")).hasMessageContaining("filter");
        assertThatThrownBy(() -> card("resnet", "[4,8]")).isInstanceOf(UsageException.class);
    }

    @Test
    void takesTheLimitsThemselves() throws IOException {
        assertThat(card("unet", "[1,16384]").filters()).containsExactly(1, 16384);
        assertThat(card("unet", "[1,1,1,1,1,1,1,1]").filters()).hasSize(8);
    }

    private static ModelCard card(String network, String filters) throws IOException {
        return ModelCard.ofJson(
                ("{\"network\": \"" + network + "\", \"filters\": " + filters + "}").getBytes(StandardCharsets.UTF_8));
    }
}
