package org.lungmentor.dicom.phantom;

import java.util.Random;

/** Paints the vessels of a lung: tubes that wander from the hilum, fork and grow thinner. */
final class Vessels {
    private static final double VESSEL = 45;
    private static final int TRUNKS = 9;

    private final PhantomSettings settings;
    private final Anatomy anatomy;
    private final float[] hu;
    private final Random random;

    Vessels(PhantomSettings settings, Anatomy anatomy, float[] hu, Random random) {
        this.settings = settings;
        this.anatomy = anatomy;
        this.hu = hu;
        this.random = random;
    }

    void paint(int side) {
        double[] from = anatomy.hilum(side);
        double[] axes = anatomy.lungSemiAxes();
        double[] centre = anatomy.lungCentre(side);
        for (int trunk = 0; trunk < TRUNKS; trunk++) {
            double[] to = {
                centre[0] + axes[0] * (2 * random.nextDouble() - 1),
                centre[1] + axes[1] * (2 * random.nextDouble() - 1),
                centre[2] + axes[2] * (2 * random.nextDouble() - 1)
            };
            double radius = settings.widthMm() * (0.011 + 0.008 * random.nextDouble());
            branch(from, to, radius, 2);
        }
    }

    private void branch(double[] from, double[] to, double radius, int forks) {
        double length = distance(from, to);
        double step = Math.max(0.5, 0.7 * radius);
        int steps = (int) Math.ceil(length / step);
        double[] bend = {gaussian(length), gaussian(length), gaussian(length)};
        double[] at = from;
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / Math.max(1, steps);
            double arc = t * (1 - t);
            at = new double[] {
                from[0] + t * (to[0] - from[0]) + arc * bend[0],
                from[1] + t * (to[1] - from[1]) + arc * bend[1],
                from[2] + t * (to[2] - from[2]) + arc * bend[2]
            };
            ball(at, radius * (1 - 0.5 * t));
            if (forks > 0 && i == steps * 2 / 3) {
                double[] tip = {at[0] + gaussian(length), at[1] + gaussian(length), at[2] + gaussian(length)};
                branch(at, tip, radius * 0.6, forks - 1);
            }
        }
    }

    private double gaussian(double length) {
        return 0.45 * length * random.nextGaussian();
    }

    private void ball(double[] centre, double radius) {
        int n = settings.columns();
        int[] x = range(centre[0], radius, settings.pixelMm(), n);
        int[] y = range(centre[1], radius, settings.pixelMm(), n);
        int[] z = range(centre[2], radius, settings.sliceMm(), settings.slices());
        for (int k = z[0]; k <= z[1]; k++) {
            for (int j = y[0]; j <= y[1]; j++) {
                for (int i = x[0]; i <= x[1]; i++) {
                    double[] p = {settings.acrossMm(i), settings.acrossMm(j), settings.alongMm(k)};
                    double outside = distance(p, centre) - radius;
                    if (outside < settings.pixelMm() / 2 && anatomy.isInLung(p[0], p[1], p[2])) {
                        // a voxel at the rim holds some of both
                        double share = Math.min(1, 0.5 - outside / settings.pixelMm());
                        double value = Anatomy.LUNG + share * (VESSEL - Anatomy.LUNG);
                        int at = (k * n + j) * n + i;
                        hu[at] = (float) Math.max(hu[at], value);
                    }
                }
            }
        }
    }

    private static int[] range(double centre, double radius, double spacing, int n) {
        double middle = centre / spacing + (n - 1) / 2.0;
        double reach = radius / spacing + 0.5;
        return new int[] {
            (int) Math.max(0, Math.ceil(middle - reach)), (int) Math.min(n - 1, Math.floor(middle + reach))
        };
    }

    private static double distance(double[] a, double[] b) {
        double x = a[0] - b[0];
        double y = a[1] - b[1];
        double z = a[2] - b[2];
        return Math.sqrt(x * x + y * y + z * z);
    }
}
