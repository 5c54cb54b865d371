package org.lungmentor.dicom;

import java.util.Arrays;

/**
 * Fills closed polygons on a slice by the even-odd rule. A pixel is in if its centre is inside, pixel centres being the
 * whole-numbered points; edges are half-open: the lower and the left side belong, the upper and the right do not, so that
 * neighbours which share an edge neither share a pixel nor lose one between them. Filling toggles, so that polygons filled
 * one after the other combine by the same rule: holes, keyholes and exclusive-or come out right.
 *
 * <p>Scanlines: each edge is cut with the rows that it crosses, cuts are sorted row by row. Costs the polygon's height
 * in rows summed over its edges, whatever the size of the slice.
 */
final class EvenOddFill {
    private static final int MOST_CUTS = 1 << 20;

    private EvenOddFill() {}

    /**
     * Toggles (0 and 1) the pixels within one polygon.
     *
     * @param x column of each point, fractional
     * @param y row of each point, fractional; the last point is joined to the first
     * @param mask pixels, x fastest, the slice starting at {@code offset}
     * @return how many pixel centres lie inside the polygon and on the slice
     */
    static int toggle(double[] x, double[] y, byte[] mask, int offset, int columns, int rows) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double v : y) {
            lowest = Math.min(lowest, v);
            highest = Math.max(highest, v);
        }
        int firstRow = row(lowest, 0, rows);
        int endRow = row(highest, firstRow, rows);
        return rows(x, y, mask, offset, columns, firstRow, endRow);
    }

    /** The rows of a range; where their cuts are too many to be held at once, one half after the other. */
    private static int rows(double[] x, double[] y, byte[] mask, int offset, int columns, int firstRow, int endRow) {
        int n = x.length;
        long count = 0;
        for (int i = 0; i < n; i++) {
            int j = i + 1 == n ? 0 : i + 1;
            count += row(Math.max(y[i], y[j]), firstRow, endRow) - row(Math.min(y[i], y[j]), firstRow, endRow);
        }
        if (count > MOST_CUTS && endRow - firstRow > 1) {
            int middle = (firstRow + endRow) >>> 1;
            return rows(x, y, mask, offset, columns, firstRow, middle)
                    + rows(x, y, mask, offset, columns, middle, endRow);
        }
        int[] starts = new int[endRow - firstRow + 1];
        for (int i = 0; i < n; i++) {
            int j = i + 1 == n ? 0 : i + 1;
            int from = row(Math.min(y[i], y[j]), firstRow, endRow);
            int to = row(Math.max(y[i], y[j]), firstRow, endRow);
            for (int r = from; r < to; r++) {
                starts[r - firstRow + 1]++;
            }
        }
        Arrays.parallelPrefix(starts, Math::addExact);
        double[] cuts = new double[starts[endRow - firstRow]];
        int[] next = starts.clone();
        for (int i = 0; i < n; i++) {
            int j = i + 1 == n ? 0 : i + 1;
            int low = y[i] <= y[j] ? i : j; // the same sums whichever way the edge is walked
            int high = low == i ? j : i;
            int from = row(y[low], firstRow, endRow);
            int to = row(y[high], firstRow, endRow);
            double run = (x[high] - x[low]) / (y[high] - y[low]);
            for (int r = from; r < to; r++) {
                cuts[next[r - firstRow]++] = x[low] + (r - y[low]) * run;
            }
        }
        int inside = 0;
        for (int r = firstRow; r < endRow; r++) {
            int a = starts[r - firstRow];
            int b = starts[r - firstRow + 1];
            Arrays.sort(cuts, a, b);
            int line = offset + r * columns;
            for (int k = a; k + 1 < b; k += 2) {
                int from = row(cuts[k], 0, columns);
                int to = row(cuts[k + 1], 0, columns);
                for (int c = from; c < to; c++) {
                    mask[line + c] ^= 1;
                }
                inside += to - from;
            }
        }
        return inside;
    }

    /** The first whole number not below the value, kept within the range. */
    private static int row(double value, int low, int high) {
        return (int) Math.max(low, Math.min(high, Math.ceil(value)));
    }
}
