package org.lungmentor.evaluate;

import java.util.Arrays;

/**
 * The distance to the nearest of many points: a k-d tree over the points' own array, each range split at its median along its
 * longest side. Building takes n log n, a question about log n where it is near and memory goes with the points, not with the
 * volume that they lie in, however far apart they are.
 */
final class NearestPoint {
    private static final int LEAF = 8;

    private final double[] coordinates; // x, y, z of a point together
    private final byte[] splitAxis; // at the median of its range
    private final int count;

    /** @param points at least one */
    NearestPoint(Points points) {
        count = points.count();
        coordinates = new double[3 * count];
        for (int i = 0; i < count; i++) {
            coordinates[3 * i] = points.x()[i];
            coordinates[3 * i + 1] = points.y()[i];
            coordinates[3 * i + 2] = points.z()[i];
        }
        splitAxis = new byte[count];
        build(0, count);
    }

    /** Squared distance in mm2 from a place to the nearest point. */
    double squaredDistance(double x, double y, double z) {
        return search(0, count, x, y, z, Double.POSITIVE_INFINITY);
    }

    private double search(int from, int to, double x, double y, double z, double best) {
        double least = best;
        if (to - from <= LEAF) {
            for (int i = from; i < to; i++) {
                least = Math.min(least, squaredDistance(i, x, y, z));
            }
            return least;
        }
        int middle = (from + to) >>> 1;
        int axis = splitAxis[middle];
        double beyond = (axis == 0 ? x : axis == 1 ? y : z) - coordinates[3 * middle + axis];
        least = Math.min(least, squaredDistance(middle, x, y, z));
        least = beyond < 0 ? search(from, middle, x, y, z, least) : search(middle + 1, to, x, y, z, least);
        if (beyond * beyond >= least) {
            return least;
        }
        return beyond < 0 ? search(middle + 1, to, x, y, z, least) : search(from, middle, x, y, z, least);
    }

    private double squaredDistance(int point, double x, double y, double z) {
        double dx = coordinates[3 * point] - x;
        double dy = coordinates[3 * point + 1] - y;
        double dz = coordinates[3 * point + 2] - z;
        return dx * dx + dy * dy + dz * dz;
    }

    private void build(int from, int to) {
        if (to - from <= LEAF) {
            return;
        }
        int axis = longestSide(from, to);
        int middle = (from + to) >>> 1;
        select(from, to - 1, middle, axis);
        splitAxis[middle] = (byte) axis;
        build(from, middle);
        build(middle + 1, to);
    }

    private int longestSide(int from, int to) {
        double[] low = new double[3];
        double[] high = new double[3];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int i = from; i < to; i++) {
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], coordinates[3 * i + axis]);
                high[axis] = Math.max(high[axis], coordinates[3 * i + axis]);
            }
        }
        int longest = 0;
        for (int axis = 1; axis < 3; axis++) {
            if (high[axis] - low[axis] > high[longest] - low[longest]) {
                longest = axis;
            }
        }
        return longest;
    }

    /** Hoare's selection: afterwards no point before {@code middle} lies beyond it along the axis, none after it before. */
    private void select(int first, int last, int middle, int axis) {
        int low = first;
        int high = last;
        while (low < high) {
            double pivot = coordinates[3 * ((low + high) >>> 1) + axis];
            int i = low;
            int j = high;
            while (i <= j) {
                while (coordinates[3 * i + axis] < pivot) {
                    i++;
                }
                while (coordinates[3 * j + axis] > pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (middle <= j) {
                high = j;
            } else if (middle >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private void swap(int a, int b) {
        for (int axis = 0; axis < 3; axis++) {
            double kept = coordinates[3 * a + axis];
            coordinates[3 * a + axis] = coordinates[3 * b + axis];
            coordinates[3 * b + axis] = kept;
        }
    }
}
