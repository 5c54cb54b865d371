package org.lungmentor.evaluate;

/** Percentiles of sorted values: position (n-1)*q/100, linear between neighbours (numpy's default). */
final class Percentile {
    private Percentile() {}

    /** @param ascending at least one value; {@code q} in [0, 100] */
    static double of(double[] ascending, double q) {
        double at = (ascending.length - 1) * q / 100;
        int low = (int) Math.floor(at);
        int high = Math.min(low + 1, ascending.length - 1);
        return ascending[low] + (at - low) * (ascending[high] - ascending[low]);
    }
}
