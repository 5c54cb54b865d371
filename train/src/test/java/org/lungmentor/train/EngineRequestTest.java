package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;

class EngineRequestTest {
    @Test
    void whatIsAskedForIsTaken() {
        EngineChoice choice = new EngineRequest("nd4j", "cpu", 3).choice();
        assertThat(choice.factory().name()).isEqualTo("nd4j");
        assertThat(choice.device()).isEqualTo("cpu");
        assertThat(choice.threads()).isEqualTo(3);
        assertThat(choice.warning()).isEmpty();
    }

    @Test
    void withoutThreadsThereIsOneAProcessor() {
        assertThat(new EngineRequest("nd4j", "cpu", 0).choice().threads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThatThrownBy(() -> new EngineRequest("", "", -1)).isInstanceOf(UsageException.class);
    }

    @Test
    void anEngineOrADeviceThatIsNotHereIsRefused() {
        assertThatThrownBy(() -> new EngineRequest("tpu", "", 0).choice())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no engine 'tpu'")
                .hasMessageContaining("onednn")
                .hasMessageContaining("torch")
                .hasMessageContaining("nd4j");
        assertThatThrownBy(() -> new EngineRequest("onednn", "cuda", 0).choice())
                .isInstanceOf(UsageException.class);
    }

    @Test
    void onACpuWithoutAnyWishOnednnIsTheBest() {
        EngineChoice choice = new EngineRequest("", "cpu", 0).choice();
        boolean runsHere = EngineRequest.factories().stream()
                .anyMatch(f -> f.name().equals("onednn") && f.unavailable("cpu").isEmpty());
        assertThat(choice.factory().name()).isEqualTo(runsHere ? "onednn" : "nd4j");
        assertThat(choice.warning().isPresent()).isEqualTo(!runsHere);
    }
}
