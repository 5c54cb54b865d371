package org.lungmentor.dicom;

import java.util.List;

/**
 * The area that closed contours of one slice enclose, by the shoelace formula and not by pixels: what the filled mask is
 * checked against. A contour that lies within an odd number of others is a hole. Contours that cross each other count in full.
 */
final class PolygonArea {
    private static final int SAMPLES = 8; // points of a contour that are asked for
    private static final int MOST_WITH_HOLES = 1000; // contours of one slice; no one draws so many

    private PolygonArea() {}

    /** In pixels, not negative. */
    static double of(List<RoiMask.Plane> contours) {
        double area = 0;
        for (RoiMask.Plane contour : contours) {
            area += isHole(contour, contours) ? -shoelace(contour) : shoelace(contour);
        }
        return Math.max(0, area); // contours that cross can make more holes than there is area
    }

    private static boolean isHole(RoiMask.Plane contour, List<RoiMask.Plane> contours) {
        if (contours.size() > MOST_WITH_HOLES) {
            return false;
        }
        return contours.stream()
                                .filter(c -> !c.equals(contour) && contains(c, contour))
                                .count()
                        % 2
                == 1;
    }

    private static boolean contains(RoiMask.Plane outer, RoiMask.Plane inner) {
        int n = inner.x().length;
        for (int s = 0; s < SAMPLES; s++) {
            int i = (int) ((long) s * n / SAMPLES);
            if (!contains(outer, inner.x()[i], inner.y()[i])) {
                return false;
            }
        }
        return true;
    }

    private static double shoelace(RoiMask.Plane contour) {
        double[] x = contour.x();
        double[] y = contour.y();
        double twice = 0;
        for (int i = 0; i < x.length; i++) {
            int j = (i + 1) % x.length;
            twice += x[i] * y[j] - x[j] * y[i];
        }
        return Math.abs(twice) / 2;
    }

    private static boolean contains(RoiMask.Plane contour, double px, double py) {
        double[] x = contour.x();
        double[] y = contour.y();
        boolean inside = false;
        for (int i = 0; i < x.length; i++) {
            int j = (i + 1) % x.length;
            if ((y[i] <= py) != (y[j] <= py) && px < x[i] + (py - y[i]) * (x[j] - x[i]) / (y[j] - y[i])) {
                inside = !inside;
            }
        }
        return inside;
    }
}
