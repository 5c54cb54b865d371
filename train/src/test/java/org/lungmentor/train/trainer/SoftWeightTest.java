package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.UsageException;

class SoftWeightTest {
    private static final float[] LABEL = {0, 0.4f, 0.5f, 0.75f, 1, 0.49f};

    @Test
    void isANumberOrTheMeanProbabilityOfWhatIsCalledTumour() {
        assertThat(SoftWeight.FULL.of(LABEL)).isEqualTo(1);
        assertThat(SoftWeight.parse("0.25").of(LABEL)).isEqualTo(0.25);
        assertThat(SoftWeight.parse("confidence").of(LABEL)).isCloseTo(0.75, within(1e-6));
        assertThat(SoftWeight.parse("confidence").of(new float[] {0.1f, 0.49f})).isZero();
    }

    @Test
    void readsWhatItWrites() {
        for (String text : new String[] {"0.0", "0.5", "1.0", "confidence"}) {
            assertThat(SoftWeight.parse(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.5", "NaN", "much", ""})
    void refusesWhatIsNoWeight(String text) {
        assertThatThrownBy(() -> SoftWeight.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("0 to 1");
    }
}
