package org.lungmentor.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How large a region is by its contours alone, without the scan that it was drawn on: areas by even and odd, plane by plane,
 * times the usual distance of neighbouring planes.
 *
 * @param closedContours contours that enclose an area
 * @param planes different planes that they lie on
 * @param volumeMm3 0 for fewer than two planes: their distance is unknown
 */
public record RoiVolume(int closedContours, int planes, double volumeMm3) {
    private static final double SAME_PLANE_MM = 0.1;

    /** Contours that cannot be used count for nothing. */
    public static RoiVolume of(StructureSet.Roi roi) {
        List<double[]> contours = new ArrayList<>();
        for (Contour contour : roi.contours()) {
            Optional<double[]> points = contour.isClosed() ? contour.points() : Optional.empty();
            points.ifPresent(contours::add);
        }
        if (contours.isEmpty()) {
            return new RoiVolume(0, 0, 0);
        }
        PatientToVoxel inPlane = plane(contours.get(0));
        SortedMap<Long, List<RoiMask.Plane>> byPlane = new TreeMap<>();
        for (double[] points : contours) {
            RoiMask.Plane contour = RoiMask.Plane.of(points, inPlane);
            byPlane.computeIfAbsent(Math.round(contour.z()), z -> new ArrayList<>())
                    .add(contour);
        }
        double area = byPlane.values().stream().mapToDouble(PolygonArea::of).sum();
        return new RoiVolume(contours.size(), byPlane.size(), area * distance(byPlane));
    }

    /** The median gap between planes, in mm. */
    private static double distance(SortedMap<Long, List<RoiMask.Plane>> byPlane) {
        long[] at = byPlane.keySet().stream().mapToLong(Long::longValue).toArray();
        if (at.length < 2) {
            return 0;
        }
        long[] gaps = new long[at.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = at[i + 1] - at[i];
        }
        Arrays.sort(gaps);
        return gaps[gaps.length / 2] * SAME_PLANE_MM;
    }

    /** Coordinates on the plane of a contour in mm, and across it in steps of {@link #SAME_PLANE_MM} (Newell's normal). */
    private static PatientToVoxel plane(double[] points) {
        double[] normal = new double[3];
        int n = points.length / 3;
        for (int i = 0; i < n; i++) {
            int a = 3 * i;
            int b = 3 * ((i + 1) % n);
            for (int axis = 0; axis < 3; axis++) {
                int u = (axis + 1) % 3;
                int v = (axis + 2) % 3;
                normal[axis] += (points[a + u] - points[b + u]) * (points[a + v] + points[b + v]);
            }
        }
        double length = Math.hypot(Math.hypot(normal[0], normal[1]), normal[2]);
        double[] w = length > 0 ? scaled(normal, 1 / length) : new double[] {0, 0, 1};
        double[] beside = Math.abs(w[0]) < 0.9 ? new double[] {1, 0, 0} : new double[] {0, 1, 0};
        double[] u = cross(beside, w);
        u = scaled(u, 1 / Math.hypot(Math.hypot(u[0], u[1]), u[2]));
        return new PatientToVoxel(new double[3], u, 1, cross(w, u), 1, w, SAME_PLANE_MM);
    }

    private static double[] scaled(double[] a, double factor) {
        return new double[] {a[0] * factor, a[1] * factor, a[2] * factor};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
