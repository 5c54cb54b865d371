package org.lungmentor.imaging;

import java.util.Arrays;
import java.util.Locale;

/**
 * An affine map from voxel index (x, y, z) to world position in RAS+ millimetres: {@code p = M * index + t}, the first
 * three rows of NIfTI's 4x4 matrix (nifti1.h, method 3). Immutable, all in double.
 */
public final class Affine {
    /** The largest |cosine| of two axes at right angles. */
    static final double SHEAR = 1e-3;

    private final double[] m; // row-major 3 x 4

    private Affine(double[] rowMajor3x4) {
        this.m = rowMajor3x4;
    }

    /**
     * @param rowMajor 12 numbers (three rows of four) or 16 (a fourth row 0 0 0 1 is not looked at), row after row
     * @throws IllegalArgumentException on another length
     */
    public static Affine ofRows(double... rowMajor) {
        if (rowMajor.length != 12 && rowMajor.length != 16) {
            throw new IllegalArgumentException("An affine has 12 or 16 numbers, not " + rowMajor.length);
        }
        return new Affine(Arrays.copyOf(rowMajor, 12));
    }

    /**
     * @param columns three column vectors in mm: the world step of one voxel along x, y and z
     * @param originMm world position of the centre of voxel (0, 0, 0)
     */
    public static Affine ofColumns(double[][] columns, double[] originMm) {
        double[] m = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int axis = 0; axis < 3; axis++) {
                m[4 * row + axis] = columns[axis][row];
            }
            m[4 * row + 3] = originMm[row];
        }
        return new Affine(m);
    }

    /** Spacing in mm along R, A, S and the origin's position in mm: a grid without rotation or flip. */
    public static Affine diagonal(double[] spacingMm, double[] originMm) {
        return ofRows(
                spacingMm[0], 0, 0, originMm[0], 0, spacingMm[1], 0, originMm[1], 0, 0, spacingMm[2], originMm[2]);
    }

    /** Element of the 3x4 matrix; column 3 is the origin. */
    public double get(int row, int column) {
        return m[4 * row + column];
    }

    /** The world step in mm of one voxel along {@code axis}: a fresh array of three. */
    public double[] column(int axis) {
        return new double[] {m[axis], m[4 + axis], m[8 + axis]};
    }

    /** World position in mm of the centre of voxel (0, 0, 0): a fresh array of three. */
    public double[] originMm() {
        return column(3);
    }

    /** The length in mm of the column of {@code axis}: the distance of neighbouring voxel centres. */
    public double spacingMm(int axis) {
        double a = m[axis];
        double b = m[4 + axis];
        double c = m[8 + axis];
        return Math.sqrt(a * a + b * b + c * c);
    }

    /**
     * The cosine of the angle between the columns of two axes; NaN if one has no length. A scan whose |cosine| exceeds {@link
     * #SHEAR} is sheared: resampling axis by axis would be wrong (method: conventions).
     */
    double cosine(int axis, int other) {
        double dot = 0;
        for (int row = 0; row < 3; row++) {
            dot += get(row, axis) * get(row, other);
        }
        return dot / (spacingMm(axis) * spacingMm(other));
    }

    /** World position in mm of a (fractional) voxel index: a fresh array of three. */
    public double[] apply(double x, double y, double z) {
        return new double[] {
            m[0] * x + m[1] * y + m[2] * z + m[3],
            m[4] * x + m[5] * y + m[6] * z + m[7],
            m[8] * x + m[9] * y + m[10] * z + m[11]
        };
    }

    /** The determinant of the 3x3 part: its absolute value is a voxel's volume in mm3. */
    double determinant() {
        return m[0] * (m[5] * m[10] - m[6] * m[9])
                - m[1] * (m[4] * m[10] - m[6] * m[8])
                + m[2] * (m[4] * m[9] - m[5] * m[8]);
    }

    /**
     * World to voxel index.
     *
     * @throws ArithmeticException if the columns lie in one plane
     */
    public Affine inverse() {
        double det = determinant();
        if (det == 0 || Double.isNaN(det)) {
            throw new ArithmeticException("The affine has no inverse: " + this);
        }
        double[] r = new double[12];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int a = (j + 1) % 3;
                int b = (j + 2) % 3;
                int c = (i + 1) % 3;
                int d = (i + 2) % 3;
                r[4 * i + j] = (m[4 * a + c] * m[4 * b + d] - m[4 * a + d] * m[4 * b + c]) / det;
            }
        }
        for (int i = 0; i < 3; i++) {
            r[4 * i + 3] = -(r[4 * i] * m[3] + r[4 * i + 1] * m[7] + r[4 * i + 2] * m[11]);
        }
        return new Affine(r);
    }

    /** The same directions and spacing, with voxel (0, 0, 0) where this map has the index (x, y, z). */
    public Affine withOriginAt(double x, double y, double z) {
        double[] r = m.clone();
        double[] p = apply(x, y, z);
        r[3] = p[0];
        r[7] = p[1];
        r[11] = p[2];
        return new Affine(r);
    }

    /** The same origin and directions with columns of the given lengths in mm. */
    public Affine withSpacing(double... spacingMm) {
        double[] r = m.clone();
        for (int axis = 0; axis < 3; axis++) {
            double factor = spacingMm[axis] / spacingMm(axis);
            for (int row = 0; row < 3; row++) {
                r[4 * row + axis] *= factor;
            }
        }
        return new Affine(r);
    }

    /** Twelve numbers, row after row: a fresh array. */
    public double[] rows() {
        return m.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine that && Arrays.equals(m, that.m);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(m);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 3; row++) {
            text.append(String.format(
                    Locale.ROOT,
                    row == 0 ? "[%.6g %.6g %.6g %.6g]" : " [%.6g %.6g %.6g %.6g]",
                    m[4 * row],
                    m[4 * row + 1],
                    m[4 * row + 2],
                    m[4 * row + 3]));
        }
        return text.toString();
    }
}
