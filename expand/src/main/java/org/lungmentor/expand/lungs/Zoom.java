package org.lungmentor.expand.lungs;

/**
 * Resizing of planes as scipy.ndimage.zoom does it (orders 0 and 1): first and last samples coincide, so that output index i of n' lies
 * at input position {@code i * ((n - 1) / (n' - 1))}, in double. Where rounding puts the last sample beyond the last input, scipy reads
 * 0 there and not the edge value; so do we.
 *
 * <p>Planes are [rows, columns], columns fastest.
 */
final class Zoom {
    private Zoom() {}

    /** Where output index {@code i} of {@code to} lies among {@code size} samples; -1: beyond the last, where 0 is read. */
    private static double position(int i, int size, int to) {
        double position = to == 1 ? i : i * ((size - 1) / (double) (to - 1));
        return position > size - 1 ? -1 : position;
    }

    /** The nearest input index for each of {@code to} outputs; -1 where 0 is read. */
    static int[] nearest(int size, int to) {
        int[] indices = new int[to];
        for (int i = 0; i < to; i++) {
            double position = position(i, size, to);
            indices[i] = position < 0 ? -1 : (int) Math.floor(position + 0.5);
        }
        return indices;
    }

    /** A plane of labels resized with the nearest neighbour. */
    static byte[] nearest(byte[] plane, int rows, int columns, int toRows, int toColumns) {
        int[] row = nearest(rows, toRows);
        int[] column = nearest(columns, toColumns);
        byte[] resized = new byte[toRows * toColumns];
        for (int i = 0; i < resized.length; i++) {
            int r = row[i / toColumns];
            int c = column[i % toColumns];
            resized[i] = r < 0 || c < 0 ? 0 : plane[r * columns + c];
        }
        return resized;
    }

    /**
     * A window of a plane resized linearly.
     *
     * @param plane values of {@code columns} columns a row
     * @param window what is resized
     * @param whole whether results are rounded to whole numbers, halves away from zero, as scipy does for integer images
     * @param into [toRows, toColumns]
     */
    static void linear(
            double[] plane, int columns, BodyBox window, int toRows, int toColumns, boolean whole, double[] into) {
        Axis down = Axis.of(window.rowEnd() - window.row(), toRows);
        Axis across = Axis.of(window.columnEnd() - window.column(), toColumns);
        int first = window.row() * columns + window.column();
        for (int i = 0; i < toRows; i++) {
            int above = first + down.below[i] * columns;
            int under = first + down.above[i] * columns;
            double a = down.weightBelow[i];
            double b = down.weightAbove[i];
            for (int j = 0; j < toColumns; j++) {
                int left = across.below[j];
                int right = across.above[j];
                double c = across.weightBelow[j];
                double d = across.weightAbove[j];
                // One corner after the other and one factor after the other: halves are to round as scipy's do.
                double value = plane[above + left] * a * c;
                value += plane[above + right] * a * d;
                value += plane[under + left] * b * c;
                value += plane[under + right] * b * d;
                into[i * toColumns + j] = whole ? rounded(value) : value;
            }
        }
    }

    /** To a whole number, halves away from zero. */
    private static double rounded(double value) {
        return value > 0 ? Math.floor(value + 0.5) : 0 - Math.floor(0.5 - value);
    }

    /** Neighbours and their weights for every output along an axis. */
    private record Axis(int[] below, int[] above, double[] weightBelow, double[] weightAbove) {
        static Axis of(int size, int to) {
            Axis axis = new Axis(new int[to], new int[to], new double[to], new double[to]);
            for (int i = 0; i < to; i++) {
                double position = position(i, size, to);
                if (position >= 0) { // else both weights stay 0
                    axis.below[i] = (int) Math.floor(position);
                    axis.above[i] = Math.min(axis.below[i] + 1, size - 1);
                    axis.weightBelow[i] = 1 - (position - axis.below[i]);
                    axis.weightAbove[i] = 1 - axis.weightBelow[i];
                }
            }
            return axis;
        }
    }
}
