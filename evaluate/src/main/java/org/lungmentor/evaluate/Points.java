package org.lungmentor.evaluate;

import java.util.Arrays;

/** A growing list of points in mm, a column a coordinate. */
final class Points {
    private double[] x;
    private double[] y;
    private double[] z;
    private int count;

    Points(int room) {
        x = new double[room];
        y = new double[room];
        z = new double[room];
    }

    void add(double px, double py, double pz) {
        if (count == x.length) {
            x = Arrays.copyOf(x, 2 * count);
            y = Arrays.copyOf(y, 2 * count);
            z = Arrays.copyOf(z, 2 * count);
        }
        x[count] = px;
        y[count] = py;
        z[count++] = pz;
    }

    int count() {
        return count;
    }

    /** The first coordinates, of which {@link #count} count. */
    double[] x() {
        return x;
    }

    /** The second coordinates. */
    double[] y() {
        return y;
    }

    /** The third coordinates. */
    double[] z() {
        return z;
    }
}
