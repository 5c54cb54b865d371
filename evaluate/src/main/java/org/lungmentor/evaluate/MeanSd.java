package org.lungmentor.evaluate;

import java.util.Arrays;

/**
 * Mean and standard deviation (population) of the defined values of a figure.
 *
 * @param n how many values were defined
 * @param mean NaN where n is 0
 * @param sd NaN where n is 0
 */
public record MeanSd(int n, double mean, double sd) {
    /** Of some values, in two passes. */
    static MeanSd of(double... values) {
        double mean = Arrays.stream(values).sum() / values.length; // the stream's sum is compensated
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new MeanSd(values.length, mean, Math.sqrt(squares / values.length));
    }
}
