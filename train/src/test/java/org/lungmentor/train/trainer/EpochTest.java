package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungmentor.train.split.LabelledCrop;

class EpochTest {
    private static final List<LabelledCrop> CROPS = IntStream.range(0, 20)
            .mapToObj(i -> new LabelledCrop(
                    "d",
                    "case" + i,
                    "crop" + i,
                    "patient" + i,
                    false,
                    1000,
                    "image",
                    Optional.empty(),
                    Optional.of("label")))
            .toList();

    @Test
    void hasEveryCropAsOftenAsItIsGiven() {
        assertThat(new Epoch(CROPS, 1, 1).order()).containsExactlyInAnyOrderElementsOf(CROPS);
    }

    @Test
    void hasAnOrderThatFollowsFromSeedAndNumberAlone() {
        assertThat(new Epoch(CROPS, 1, 2).order()).isEqualTo(new Epoch(CROPS, 1, 2).order());
        assertThat(new Epoch(CROPS, 1, 2).order())
                .isNotEqualTo(CROPS)
                .isNotEqualTo(new Epoch(CROPS, 1, 3).order())
                .isNotEqualTo(new Epoch(CROPS, 2, 2).order());
    }

    @Test
    void drawsOtherNumbersForEveryPlaceWhateverWasDrawnBefore() {
        Epoch epoch = new Epoch(CROPS, 1, 1);
        long third = epoch.random(3).nextLong();
        epoch.random(2).nextLong();
        assertThat(epoch.random(3).nextLong()).isEqualTo(third);
        assertThat(epoch.random(4).nextLong()).isNotEqualTo(third);
        assertThat(new Epoch(CROPS, 1, 2).random(3).nextLong()).isNotEqualTo(third);
    }

    @Test
    void everyPlaceMayComeFirst() {
        long different = IntStream.range(1, 200)
                .mapToObj(number -> new Epoch(CROPS, 7, number).order().get(0))
                .distinct()
                .count();
        assertThat(different).isEqualTo(CROPS.size());
    }
}
