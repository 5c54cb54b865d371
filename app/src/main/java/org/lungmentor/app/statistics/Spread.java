package org.lungmentor.app.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How numbers are spread.
 *
 * @param count how many there are
 * @param mean NaN for none
 * @param deviation sample standard deviation (n - 1); 0 for one
 * @param lowest the smallest
 * @param median of an even number the mean of the middle two
 * @param highest the largest
 */
public record Spread(int count, double mean, double deviation, double lowest, double median, double highest) {
    static Spread of(List<Double> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = Arrays.stream(sorted).sum() / n;
        double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new Spread(n, mean, n == 1 ? 0 : Math.sqrt(squares / (n - 1)), sorted[0], median, sorted[n - 1]);
    }

    /** {@code 12.3 +- 4.5 (median 11.0, 2.1 to 40.2)}, divided by a unit's size. */
    String text(double unit) {
        return count == 0
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%.4g +- %.4g (median %.4g, %.4g to %.4g)",
                        mean / unit,
                        deviation / unit,
                        median / unit,
                        lowest / unit,
                        highest / unit);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("count", count);
        if (count > 0) {
            facts.put("mean", mean);
            facts.put("sd", deviation);
            facts.put("lowest", lowest);
            facts.put("median", median);
            facts.put("highest", highest);
        }
        return facts;
    }
}
