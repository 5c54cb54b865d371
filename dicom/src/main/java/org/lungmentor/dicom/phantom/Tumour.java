package org.lungmentor.dicom.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lungmentor.dicom.Contour;

/**
 * An irregular lump: on every slice a closed path around its middle whose radius waves, the waves turning from slice to
 * slice. What is drawn into the image is exactly what the contours enclose.
 *
 * @param contours one closed contour a slice
 * @param hu its density
 */
record Tumour(List<Contour> contours, double hu) {
    private static final int POINTS = 72;
    private static final int WAVES = 4;

    /** A tumour in one lung (side -1 the patient's right, 1 the left); one in three lies against the chest wall. */
    static Tumour grow(PhantomSettings settings, Anatomy anatomy, int side, Random random) {
        double radius = settings.widthMm() * (0.032 + 0.045 * random.nextDouble());
        double[] centre = place(anatomy, side, radius, random);
        double height = radius * (0.8 + 0.4 * random.nextDouble());
        double flatness = 0.75 + 0.5 * random.nextDouble();
        double[] amplitude = new double[WAVES];
        double[] phase = new double[WAVES];
        double[] twist = new double[WAVES];
        for (int w = 0; w < WAVES; w++) {
            amplitude[w] = 0.20 * random.nextDouble() / Math.sqrt(1 + w);
            phase[w] = 2 * Math.PI * random.nextDouble();
            twist[w] = 2 * random.nextGaussian();
        }
        List<Contour> contours = new ArrayList<>();
        for (int k = 0; k < settings.slices(); k++) {
            double z = settings.alongMm(k);
            double up = (z - centre[2]) / height;
            if (up * up >= 0.95) {
                continue;
            }
            double[] points = new double[3 * POINTS];
            for (int p = 0; p < POINTS; p++) {
                double angle = 2 * Math.PI * p / POINTS;
                double r = 1;
                for (int w = 0; w < WAVES; w++) {
                    r += amplitude[w] * StrictMath.cos((w + 2) * angle + phase[w] + twist[w] * up);
                }
                r *= radius * Math.sqrt(1 - up * up);
                points[3 * p] = centre[0] + r * flatness * StrictMath.cos(angle);
                points[3 * p + 1] = centre[1] + r / flatness * StrictMath.sin(angle);
                points[3 * p + 2] = z;
            }
            contours.add(Contour.closed(points));
        }
        return new Tumour(contours, 15 + 40 * random.nextDouble());
    }

    private static double[] place(Anatomy anatomy, int side, double radius, Random random) {
        double[] centre = anatomy.lungCentre(side);
        double[] axes = anatomy.lungSemiAxes();
        boolean atWall = random.nextInt(3) == 0;
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double z = 2 * random.nextDouble() - 1;
            double length = Math.sqrt(x * x + y * y + z * z);
            if (length > 1 || length < 0.01) {
                continue;
            }
            double out = length;
            if (atWall) { // towards the ribs, half of its radius from the wall
                x = Math.abs(x) * side;
                out = Math.max(0.2, 1 - 0.5 * radius / axes[0]);
            }
            double share = out / length * (atWall ? 1 : 0.8);
            double[] p = {
                centre[0] + x * share * axes[0],
                centre[1] + y * share * axes[1],
                centre[2] + z * Math.min(0.6, share) * axes[2]
            };
            if (anatomy.isInLung(p[0], p[1], p[2])) {
                return p;
            }
        }
    }
}
