package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RunStateTest {
    @Test
    void isReadBackAsItWasWritten() throws IOException {
        RunState state = new RunState(7, 3, 41, 1.25, 99.5, 48, new Patience(5, -0.75, 2, true), true, "m.zip");
        assertThat(RunState.ofJson(state.toJson())).isEqualTo(state);
        assertThat(RunState.ofJson(RunState.FRESH.toJson())).isEqualTo(RunState.FRESH);
    }
}
