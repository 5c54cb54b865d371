package org.lungmentor.dicom.phantom;

import java.util.Random;

/**
 * A chest without its tumour and vessels: body with a rim of fat, spine and breastbone, two lungs, heart, windpipe and the
 * table below, each a simple solid whose place and size vary a little by patient. Positions in mm, LPS; sizes are shares
 * of the scan's half width and half length.
 */
final class Anatomy {
    static final double AIR = -1000;
    static final double LUNG = -840;
    static final double SOFT = 40;

    private static final double FAT = -95;
    private static final double BONE = 380;
    private static final double TABLE = -450;

    private final double half;
    private final double halfLength;
    private final double bodyWidth;
    private final double bodyDepth;
    private final double lungDepth;
    private final double lungHeight;
    private final double heartX;
    private final double heartSize;

    Anatomy(PhantomSettings settings, Random random) {
        half = settings.widthMm() / 2;
        halfLength = settings.lengthMm() / 2;
        bodyWidth = 0.88 + 0.06 * random.nextDouble();
        bodyDepth = 0.66 + 0.08 * random.nextDouble();
        lungDepth = 0.40 + 0.07 * random.nextDouble();
        lungHeight = 0.76 + 0.12 * random.nextDouble();
        heartX = 0.10 + 0.06 * random.nextDouble();
        heartSize = 0.24 + 0.06 * random.nextDouble();
    }

    /** Hounsfield units at a point. */
    double hu(double x, double y, double z) {
        double u = x / half;
        double v = y / half;
        double w = z / halfLength;
        double body = square(u / bodyWidth) + square(v / bodyDepth);
        if (body > 1) {
            return v > 0.84 && v < 0.90 && Math.abs(u) < 0.7 ? TABLE : AIR;
        }
        if (isWindpipe(u, v, w)) {
            return AIR;
        }
        if (isLung(u, v, w)) {
            return LUNG;
        }
        if (square(u / 0.11) + square((v - 0.46) / 0.12) < 1 || square(u / 0.10) + square((v + 0.52) / 0.04) < 1) {
            return BONE;
        }
        return body > 0.87 ? FAT : SOFT;
    }

    /** Whether the point, in mm, is in a lung. */
    boolean isInLung(double x, double y, double z) {
        return isLung(x / half, y / half, z / halfLength);
    }

    /** Middle of a lung in mm: side -1 is the patient's right, 1 the left. */
    double[] lungCentre(int side) {
        return new double[] {side * 0.43 * half, 0, 0};
    }

    /** Half width, depth and height in mm of a lung. */
    double[] lungSemiAxes() {
        return new double[] {0.29 * half, lungDepth * half, lungHeight * halfLength};
    }

    /** Where the vessels of a lung spring from, in mm. */
    double[] hilum(int side) {
        return new double[] {side * 0.17 * half, 0.02 * half, 0.05 * halfLength};
    }

    private boolean isLung(double u, double v, double w) {
        double side = Math.abs(u) - 0.43;
        double lung = square(side / 0.29) + square(v / lungDepth) + square(w / lungHeight);
        return lung < 1 && !isHeart(u, v, w) && square(u / 0.13) + square((v - 0.46) / 0.15) > 1;
    }

    private boolean isHeart(double u, double v, double w) {
        return square((u - heartX) / heartSize) + square((v + 0.12) / (0.9 * heartSize)) + square((w + 0.25) / 0.45)
                < 1;
    }

    private static boolean isWindpipe(double u, double v, double w) {
        return w > 0.15 && square(u / 0.05) + square((v - 0.10) / 0.05) < 1;
    }

    private static double square(double a) {
        return a * a;
    }
}
