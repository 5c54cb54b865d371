package org.lungmentor.imaging;

/** Interpolates slices of an input along x, then y, and keeps the last two: one thread's share of a {@link Resampler}. */
final class SliceSampler {
    private final AxisSamples x;
    private final AxisSamples y;
    private final RowSource in;
    private final double[] raw;
    private final double[][] slices;
    private final int[] sliceAt = {-1, -1};
    private final double[][] rows;

    SliceSampler(AxisSamples x, AxisSamples y, RowSource in) {
        this.x = x;
        this.y = y;
        this.in = in;
        this.raw = new double[x.highest() - x.lowest() + 1];
        this.slices = new double[2][x.count() * y.count()];
        this.rows = new double[2][x.count()];
    }

    /** Input slice z on the output's rows and columns; the slice {@code keep} is not thrown away for it. */
    double[] slice(int z, int keep) {
        for (int slot = 0; slot < 2; slot++) {
            if (sliceAt[slot] == z) {
                return slices[slot];
            }
        }
        int slot = sliceAt[0] == keep ? 1 : 0;
        sliceAt[slot] = z;
        compute(z, slices[slot]);
        return slices[slot];
    }

    private void compute(int z, double[] slice) {
        int n = x.count();
        int lowRow = -1;
        int highRow = -1;
        for (int j = 0; j < y.count(); j++) {
            if (lowRow != y.low[j] && highRow == y.low[j]) { // the upper row of before is the lower one of now
                double[] swap = rows[0];
                rows[0] = rows[1];
                rows[1] = swap;
                lowRow = highRow;
                highRow = -1;
            }
            if (lowRow != y.low[j]) {
                lowRow = y.low[j];
                computeRow(lowRow, z, rows[0]);
            }
            if (highRow != y.high[j]) {
                highRow = y.high[j];
                computeRow(highRow, z, rows[1]);
            }
            double f = y.fraction[j];
            double[] low = rows[0];
            double[] high = rows[1];
            int at = j * n;
            for (int i = 0; i < n; i++) {
                double a = low[i];
                slice[at + i] = a + f * (high[i] - a);
            }
        }
    }

    private void computeRow(int row, int z, double[] out) {
        int x0 = x.lowest();
        in.read(x0, x.highest(), row, z, raw);
        int[] low = x.low;
        int[] high = x.high;
        double[] fraction = x.fraction;
        for (int i = 0; i < out.length; i++) {
            double a = raw[low[i] - x0];
            out[i] = a + fraction[i] * (raw[high[i] - x0] - a);
        }
    }
}
