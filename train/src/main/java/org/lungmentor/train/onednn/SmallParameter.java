package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A parameter that is not packed: a bias, a slope, the 27 weights of the single-channel convolution; and its summed gradient. */
final class SmallParameter {
    private final int offset;
    private final float[] values;
    private final double[] gradient;

    /** @param offset of its first element in the flat parameters */
    SmallParameter(int offset, int length) {
        this.offset = offset;
        values = new float[length];
        gradient = new double[length];
    }

    int length() {
        return values.length;
    }

    float value(int index) {
        return values[index];
    }

    /** Adds to the gradient's sum. */
    void add(int index, double part) {
        gradient[index] += part;
    }

    void read(FloatBuffer parameters) {
        parameters.get(offset, values);
    }

    /** Writes the gradient's sum to its place and clears it. */
    void write(FloatBuffer into) {
        for (int i = 0; i < gradient.length; i++) {
            into.put(offset + i, (float) gradient[i]);
        }
        Arrays.fill(gradient, 0);
    }
}
