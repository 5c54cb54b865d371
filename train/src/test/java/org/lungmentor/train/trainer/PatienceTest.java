package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
    @Test
    void theBestEpochIsTheFirstOfTheSmallestValue() {
        Patience patience =
                Patience.FRESH.after(1, 0.5).after(2, 0.4).after(3, 0.4).after(4, 0.45);
        assertThat(patience.bestEpoch()).isEqualTo(2);
        assertThat(patience.best()).isEqualTo(0.4);
        assertThat(patience.waited()).isEqualTo(2);
    }

    @Test
    void itIsExhaustedAfterAsManyEpochsWithoutABetterOneAsItMayWait() {
        Patience patience = Patience.FRESH.after(1, 0.5).after(2, 0.6);
        assertThat(patience.exhausted(2)).isFalse();
        assertThat(patience.after(3, 0.6).exhausted(2)).isTrue();
        assertThat(patience.after(3, 0.1).exhausted(2)).isFalse();
    }

    @Test
    void aFallenRateBeginsTheWaitAnewAndIsRemembered() {
        Patience lowered = Patience.FRESH.after(1, 0.5).after(2, 0.6).lower();
        assertThat(lowered.waited()).isZero();
        assertThat(lowered.lowered()).isTrue();
        assertThat(lowered.bestEpoch()).isEqualTo(1);
        assertThat(lowered.after(3, 0.6).lowered()).isTrue();
        assertThat(lowered.after(3, 0.4).lowered()).isTrue();
        assertThat(Patience.FRESH.lowered()).isFalse();
    }
}
