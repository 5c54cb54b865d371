package org.lungmentor.train.trainer;

import java.util.SplittableRandom;

/**
 * Flips and quarter turns, the same for all channels of a sample: each axis is flipped, and each plane that may turn is turned
 * by 1 to 3 quarter turns, each with the same probability (thesis, section 3.4.2). Sizes move with their axes, so what was
 * padded to multiples of 16 stays so.
 */
final class Augmentation {
    private static final int[][] PLANES = {{0, 1}, {0, 2}, {1, 2}};

    /** Axis of the source that each axis of the result runs along. */
    private final int[] axis = {0, 1, 2};
    /** Whether it runs along it backwards. */
    private final boolean[] backwards = new boolean[3];

    private Augmentation() {}

    /**
     * Draws one.
     *
     * @param probability of each flip and of each turn
     */
    static Augmentation draw(SplittableRandom random, double probability, TrainSettings.Turns turns) {
        Augmentation drawn = new Augmentation();
        for (int a = 0; a < 3; a++) {
            if (random.nextDouble() < probability) {
                drawn.flip(a);
            }
        }
        int planes = turns == TrainSettings.Turns.ALL ? PLANES.length : turns == TrainSettings.Turns.AXIAL ? 1 : 0;
        for (int p = 0; p < planes; p++) {
            if (random.nextDouble() < probability) {
                int quarters = random.nextInt(1, 4);
                for (int q = 0; q < quarters; q++) {
                    drawn.quarterTurn(PLANES[p][0], PLANES[p][1]);
                }
            }
        }
        return drawn;
    }

    /** Nothing moves. */
    static Augmentation none() {
        return new Augmentation();
    }

    /** Reverses an axis of the result (0 x, 1 y, 2 z). */
    Augmentation flip(int a) {
        backwards[a] = !backwards[a];
        return this;
    }

    /** Turns the result by 90 degrees in a plane, from axis a to axis b. */
    Augmentation quarterTurn(int a, int b) {
        int axisA = axis[a];
        boolean backwardsA = backwards[a];
        axis[a] = axis[b];
        backwards[a] = backwards[b];
        axis[b] = axisA;
        backwards[b] = !backwardsA;
        return this;
    }

    private boolean moves() {
        for (int a = 0; a < 3; a++) {
            if (axis[a] != a || backwards[a]) {
                return true;
            }
        }
        return false;
    }

    /** The sample as it is seen after flips and turns. */
    Sample apply(Sample sample) {
        if (!moves()) {
            return sample;
        }
        int[] size = new int[3];
        for (int a = 0; a < 3; a++) {
            size[a] = sample.size()[axis[a]];
        }
        return new Sample(
                size, all(sample.input(), sample.size()), all(sample.target(), sample.size()), sample.labelled());
    }

    private float[][] all(float[][] channels, int[] from) {
        float[][] moved = new float[channels.length][];
        for (int c = 0; c < channels.length; c++) {
            moved[c] = one(channels[c], from);
        }
        return moved;
    }

    private float[] one(float[] values, int[] from) {
        int[] stride = {1, from[0], from[0] * from[1]};
        int[] step = new int[3];
        int start = 0;
        for (int a = 0; a < 3; a++) {
            step[a] = backwards[a] ? -stride[axis[a]] : stride[axis[a]];
            start += backwards[a] ? stride[axis[a]] * (from[axis[a]] - 1) : 0;
        }
        float[] moved = new float[values.length];
        int to = 0;
        for (int z = 0; z < from[axis[2]]; z++) {
            for (int y = 0; y < from[axis[1]]; y++) {
                int at = start + z * step[2] + y * step[1];
                for (int x = 0; x < from[axis[0]]; x++) {
                    moved[to++] = values[at];
                    at += step[0];
                }
            }
        }
        return moved;
    }
}
