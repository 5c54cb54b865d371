package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void doesEveryItemOnceInEveryOfManyPieces() {
        try (Workers workers = new Workers(3)) {
            for (int piece = 0; piece < 2000; piece++) {
                AtomicIntegerArray done = new AtomicIntegerArray(1 + piece % 7);
                workers.run(done.length(), (item, worker) -> done.incrementAndGet(item));
                for (int item = 0; item < done.length(); item++) {
                    assertThat(done.get(item)).isOne();
                }
            }
        }
    }

    @Test
    void numbersTheWorkersFromZero() {
        try (Workers workers = new Workers(2)) {
            AtomicIntegerArray seen = new AtomicIntegerArray(2);
            workers.run(1000, (item, worker) -> seen.incrementAndGet(worker));
            assertThat(seen.get(0) + seen.get(1)).isEqualTo(1000);
        }
    }

    @Test
    void tellsTheAskerWhatFailedAndGoesOn() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(10, (item, worker) -> {
                        if (item == 7) {
                            throw new IllegalArgumentException("seven");
                        }
                    }))
                    .hasMessageContaining("seven");
            AtomicIntegerArray done = new AtomicIntegerArray(10);
            workers.run(10, (item, worker) -> done.incrementAndGet(item));
            assertThat(done.get(9)).isOne();
        }
    }
}
