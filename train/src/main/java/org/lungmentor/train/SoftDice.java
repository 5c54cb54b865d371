package org.lungmentor.train;

import java.nio.FloatBuffer;

/**
 * Soft Dice over a sigmoid's output, of one case: {@code p = sigmoid(z)}, for each channel
 * {@code f = 1 - (2*sum(p*t) + 1e-5) / (sum(p) + sum(t) + 1e-5)}, the loss is the mean over channels. Of the two-decoder student
 * that is half the mask's and half the box's loss (thesis, section 3.4; published training step).
 *
 * <p>Sums are in double precision; one pass over the voxels for the loss, another for the gradient.
 */
public final class SoftDice {
    private static final double SMOOTH = 1e-5;

    private SoftDice() {}

    /**
     * The loss, and its gradient by the logits.
     *
     * @param logits z, [channels, voxels]; overwritten with the gradient dloss/dz
     * @param target t in 0..1, the same size
     * @param channels that share the loss
     */
    public static double lossAndGradient(FloatBuffer logits, FloatBuffer target, int channels) {
        return lossAndGradient(logits, target, channels, 0);
    }

    /**
     * As the other, but of the channels before {@code first} nothing is known: they add nothing to the loss and have no gradient,
     * and the others keep their share of it.
     */
    public static double lossAndGradient(FloatBuffer logits, FloatBuffer target, int channels, int first) {
        int voxels = logits.capacity() / channels;
        double loss = 0;
        for (int i = 0; i < first * voxels; i++) {
            logits.put(i, 0);
        }
        for (int c = first; c < channels; c++) {
            int start = c * voxels;
            sigmoid(logits, start, voxels);
            Sums sums = sums(logits, target, start, voxels);
            loss += sums.loss();
            // df/dp = a*t + b
            double union = sums.union() + SMOOTH;
            double a = -2 / union / channels;
            double b = (2 * sums.common() + SMOOTH) / union / union / channels;
            for (int i = start; i < start + voxels; i++) {
                double p = logits.get(i);
                logits.put(i, (float) ((a * target.get(i) + b) * p * (1 - p)));
            }
        }
        return loss / channels;
    }

    /**
     * The loss alone.
     *
     * @param probabilities p, [channels, voxels]
     */
    public static double loss(FloatBuffer probabilities, FloatBuffer target, int channels) {
        int voxels = probabilities.capacity() / channels;
        double loss = 0;
        for (int c = 0; c < channels; c++) {
            loss += sums(probabilities, target, c * voxels, voxels).loss();
        }
        return loss / channels;
    }

    /** Overwrites logits from {@code start} with their sigmoid. */
    static void sigmoid(FloatBuffer logits, int start, int length) {
        for (int i = start; i < start + length; i++) {
            logits.put(i, (float) (1 / (1 + Math.exp(-logits.get(i)))));
        }
    }

    private record Sums(double common, double union) {
        double loss() {
            return 1 - (2 * common + SMOOTH) / (union + SMOOTH);
        }
    }

    private static Sums sums(FloatBuffer p, FloatBuffer t, int start, int length) {
        double common = 0;
        double union = 0;
        for (int i = start; i < start + length; i++) {
            double pi = p.get(i);
            double ti = t.get(i);
            common += pi * ti;
            union += pi + ti;
        }
        return new Sums(common, union);
    }
}
