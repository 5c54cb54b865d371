package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrefetchTest {
    @Test
    void givesTheSamplesInOrderAndReadsTheNextMeanwhile() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (Prefetch ahead = new Prefetch(
                place -> () -> {
                    if (place == 4) {
                        second.countDown();
                    }
                    return sample(place);
                },
                3,
                6)) {
            assertThat(ahead.take().size()[0]).isEqualTo(3);
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ahead.take().size()[0]).isEqualTo(4);
            assertThat(ahead.take().size()[0]).isEqualTo(5);
        }
    }

    @Test
    void countsTheTimeThatWasWaited() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (Prefetch ahead = new Prefetch(
                place -> () -> {
                    assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
                    return sample(place);
                },
                0,
                1)) {
            assertThat(ahead.waitedSeconds()).isZero();
            long start = System.nanoTime();
            ahead.take();
            double outside = (System.nanoTime() - start) / 1e9;
            assertThat(ahead.waitedSeconds()).isPositive().isLessThanOrEqualTo(outside);
        }
    }

    @Test
    void aFailureComesOutWhereItsSampleIsTaken() {
        try (Prefetch ahead = new Prefetch(
                place -> () -> {
                    throw new IOException("gone");
                },
                0,
                1)) {
            assertThatThrownBy(ahead::take).isInstanceOf(IOException.class).hasMessage("gone");
        }
        try (Prefetch ahead = new Prefetch(
                place -> () -> {
                    throw new IllegalStateException("wrong");
                },
                0,
                1)) {
            assertThatThrownBy(ahead::take)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("wrong");
        }
    }

    private static Sample sample(int place) {
        return new Sample(new int[] {place, 1, 1}, new float[0][], new float[0][], true);
    }
}
