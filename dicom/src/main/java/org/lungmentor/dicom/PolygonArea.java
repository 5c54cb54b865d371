package org.lungmentor.dicom;

import java.util.List;

/**
 * The area that closed contours of one slice enclose, by the shoelace formula and not by pixels: what the filled mask is
 * checked against. A contour that lies in an odd number of others is a hole. Contours that cross each other count in full.
 */
final class PolygonArea {
    private PolygonArea() {}

    /** In pixels. */
    static double of(List<RoiMask.Plane> contours) {
        double area = 0;
        for (int i = 0; i < contours.size(); i++) {
            RoiMask.Plane contour = contours.get(i);
            int around = 0;
            for (int j = 0; j < contours.size(); j++) {
                if (j != i && contains(contours.get(j), contour.x()[0], contour.y()[0])) {
                    around++;
                }
            }
            area += around % 2 == 0 ? shoelace(contour) : -shoelace(contour);
        }
        return area;
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
