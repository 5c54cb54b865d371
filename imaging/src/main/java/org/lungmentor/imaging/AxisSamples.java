package org.lungmentor.imaging;

/**
 * Between which two voxels the samples {@code first} to {@code last} of one axis lie: sample i at input index
 * {@code (i * t) / s}, clamped to the array, in double as the method says (masks have many samples next to 0.5).
 */
final class AxisSamples {
    final int[] low;
    final int[] high;
    final double[] fraction;

    AxisSamples(int n, double spacing, double onto, int first, int last) {
        int count = last - first + 1;
        low = new int[count];
        high = new int[count];
        fraction = new double[count];
        for (int i = 0; i < count; i++) {
            double position = Math.min(Math.max(((first + i) * onto) / spacing, 0), n - 1);
            low[i] = (int) position;
            high[i] = Math.min(low[i] + 1, n - 1);
            fraction[i] = position - low[i];
        }
    }

    int count() {
        return low.length;
    }

    int lowest() {
        return low[0];
    }

    int highest() {
        return high[high.length - 1];
    }
}
