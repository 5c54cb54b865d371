package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;

class EngineRequestTest {
    @Test
    void refusesAPrecisionThatTheEngineHasNot() {
        assertThatThrownBy(() -> new EngineRequest("nd4j", "cpu", 0, Precision.BFLOAT16).choice())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--precision");
        assertThat(Precision.parse("bfloat16")).isEqualTo(Precision.BFLOAT16);
        assertThatThrownBy(() -> Precision.parse("float16"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("float32, bfloat16");
    }

    @Test
    void whatIsAskedForIsTaken() {
        EngineChoice choice = new EngineRequest("nd4j", "cpu", 3, Precision.FLOAT32).choice();
        assertThat(choice.factory().name()).isEqualTo("nd4j");
        assertThat(choice.device()).isEqualTo("cpu");
        assertThat(choice.threads()).isEqualTo(3);
        assertThat(choice.warning()).isEmpty();
    }

    @Test
    void withoutThreadsThereIsOneAProcessor() {
        assertThat(new EngineRequest("nd4j", "cpu", 0, Precision.FLOAT32)
                        .choice()
                        .threads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThatThrownBy(() -> new EngineRequest("", "", -1, Precision.FLOAT32))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void anEngineOrADeviceThatIsNotHereIsRefused() {
        assertThatThrownBy(() -> new EngineRequest("tpu", "", 0, Precision.FLOAT32).choice())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no engine 'tpu'")
                .hasMessageContaining("onednn")
                .hasMessageContaining("torch")
                .hasMessageContaining("nd4j");
        assertThatThrownBy(() -> new EngineRequest("onednn", "cuda", 0, Precision.FLOAT32).choice())
                .isInstanceOf(UsageException.class);
    }

    @Test
    void onACpuWithoutAnyWishOnednnIsTheBest() {
        EngineChoice choice = new EngineRequest("", "cpu", 0, Precision.FLOAT32).choice();
        boolean runsHere = EngineRequest.factories().stream()
                .anyMatch(f -> f.name().equals("onednn")
                        && f.unavailable("cpu", Precision.FLOAT32).isEmpty());
        assertThat(choice.factory().name()).isEqualTo(runsHere ? "onednn" : "nd4j");
        assertThat(choice.warning().isPresent()).isEqualTo(!runsHere);
    }
}
