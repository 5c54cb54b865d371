package org.lungmentor.imaging;

/**
 * A rotation as NIfTI's qform stores it: the unit quaternion (a, b, c, d) with a >= 0, of which the header holds b, c, d
 * (nifti1.h, method 2).
 */
record Quaternion(double a, double b, double c, double d) {
    /** How far b2 + c2 + d2 may lie above 1 and still be a rounding: the header's numbers are float32. */
    private static final double ROUNDING = 1e-5;

    /** a follows from the others. NaN gives NaN; a length beyond rounding above 1 gives NaN. */
    static Quaternion of(double b, double c, double d) {
        double square = b * b + c * c + d * d;
        if (square <= 1) {
            return new Quaternion(Math.sqrt(1 - square), b, c, d);
        }
        double length = square <= 1 + ROUNDING ? Math.sqrt(square) : Double.NaN;
        return new Quaternion(0, b / length, c / length, d / length);
    }

    /** @param r a proper rotation, row-major 3 x 3 (Shepperd's method: the largest of the four comes from its square) */
    static Quaternion ofRotation(double[] r) {
        double trace = r[0] + r[4] + r[8];
        double[] squares = {1 + trace, 1 + 2 * r[0] - trace, 1 + 2 * r[4] - trace, 1 + 2 * r[8] - trace};
        int most = 0;
        for (int i = 1; i < 4; i++) {
            if (squares[i] > squares[most]) {
                most = i;
            }
        }
        double s = 2 * Math.sqrt(squares[most]);
        double ab = r[7] - r[5];
        double ac = r[2] - r[6];
        double ad = r[3] - r[1];
        double bc = r[1] + r[3];
        double bd = r[2] + r[6];
        double cd = r[5] + r[7];
        Quaternion q =
                switch (most) {
                    case 0 -> new Quaternion(s / 4, ab / s, ac / s, ad / s);
                    case 1 -> new Quaternion(ab / s, s / 4, bc / s, bd / s);
                    case 2 -> new Quaternion(ac / s, bc / s, s / 4, cd / s);
                    default -> new Quaternion(ad / s, bd / s, cd / s, s / 4);
                };
        return q.a < 0 ? new Quaternion(-q.a, -q.b, -q.c, -q.d) : q;
    }

    /** The rotation's columns, each of unit length. */
    double[][] columns() {
        return new double[][] {
            {a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)},
            {2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)},
            {2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - b * b - c * c}
        };
    }
}
