package org.lungmentor.train.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lungmentor.train.split.LabelledCrop;

/**
 * The crops of one epoch in their order, and the random numbers of each place in it. Both follow from the seed and the epoch's
 * number alone, so a run that goes on from the middle of an epoch needs no other state.
 */
final class Epoch {
    private final long seed;
    private final List<LabelledCrop> order;

    /**
     * @param balanced the crops of every epoch, repeats included
     * @param number from 1
     */
    Epoch(List<LabelledCrop> balanced, long seed, int number) {
        this.seed = seed * 1_000_003 + number;
        this.order = new ArrayList<>(balanced);
        SplittableRandom random = new SplittableRandom(this.seed);
        for (int i = order.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            LabelledCrop one = order.get(i);
            order.set(i, order.get(j));
            order.set(j, one);
        }
    }

    List<LabelledCrop> order() {
        return order;
    }

    /** The source of randomness for the crop at that place. */
    SplittableRandom random(int place) {
        return new SplittableRandom(seed * 31 + 7L * place + 1);
    }
}
