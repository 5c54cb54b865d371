package org.lungmentor.dicom;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;

/**
 * The voxels of a region of interest.
 *
 * @param mask 1 within the region, on the stack's grid
 * @param counts what was odd, by name, counts above 0 only: {@code contoursIgnored} (points and open paths),
 *     {@code contoursRefused} (fewer than three points, no numbers), {@code contoursOutside} (beyond the first or last
 *     slice), {@code contoursOffSlices}, {@code contoursRepeated}, {@code contoursVanished} (no voxel centre inside),
 *     {@code contourGapSlices} (slices without a contour between slices with one)
 * @param polygonVolumeMm3 area of the contours times the slices' distance: what the voxels' volume is held against
 */
public record RoiMask(ByteVolume mask, SortedMap<String, Integer> counts, double polygonVolumeMm3) {
    private static final double PLANE_TOLERANCE_MM = 0.1;
    private static final double MAX_OFF_SLICES = 0.05;

    /**
     * Fills a region's contours on the grid of a stack, each on the slice whose centre is nearest, by {@link EvenOddFill}.
     *
     * @throws CaseRefused {@code roi-empty}, {@code roi-outside}, {@code contours-off-slices}
     */
    public static RoiMask fill(StructureSet.Roi roi, Grid grid, PatientToVoxel toVoxel) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        List<Plane> planes = new ArrayList<>();
        for (Contour contour : roi.contours()) {
            if (!contour.isClosed()) {
                counts.merge("contoursIgnored", 1, Integer::sum);
                continue;
            }
            Optional<double[]> points = contour.points();
            if (points.isEmpty()) {
                counts.merge("contoursRefused", 1, Integer::sum);
                continue;
            }
            planes.add(Plane.of(points.get(), toVoxel));
        }
        if (planes.isEmpty()) {
            throw new CaseRefused(
                    Reason.ROI_EMPTY,
                    "ROI '" + roi.name() + "' has no usable closed contour among "
                            + roi.contours().size() + ": choose another with --roi.");
        }
        List<Plane> within = planes.stream().filter(p -> p.isWithin(grid.nz())).toList();
        count(counts, "contoursOutside", planes.size() - within.size());
        List<Plane> onSlices = onSlices(roi.name(), within, toVoxel.spacingMm(2));
        count(counts, "contoursOffSlices", within.size() - onSlices.size());
        if (onSlices.stream().noneMatch(p -> p.touches(grid))) {
            throw new CaseRefused(
                    Reason.ROI_OUTSIDE,
                    "ROI '" + roi.name()
                            + "' lies wholly outside the image: its contours were drawn on another scan or the series"
                            + " is cut.");
        }
        return fill(roi.name(), onSlices, counts, grid, toVoxel);
    }

    private static RoiMask fill(
            String name, List<Plane> planes, SortedMap<String, Integer> counts, Grid grid, PatientToVoxel toVoxel) {
        ByteVolume mask = ByteVolume.zeros(grid);
        SortedMap<Integer, List<Plane>> bySlice = new TreeMap<>();
        Set<DoubleBuffer> seen = new HashSet<>();
        for (Plane plane : planes) {
            if (!seen.add(plane.identity())) {
                counts.merge("contoursRepeated", 1, Integer::sum);
                continue;
            }
            bySlice.computeIfAbsent(plane.slice(), z -> new ArrayList<>()).add(plane);
            int inside = EvenOddFill.toggle(
                    plane.x(), plane.y(), mask.values(), plane.slice() * grid.nx() * grid.ny(), grid.nx(), grid.ny());
            if (inside == 0) {
                counts.merge("contoursVanished", 1, Integer::sum);
            }
        }
        if (mask.countNonZero() == 0) {
            throw new CaseRefused(
                    Reason.ROI_EMPTY,
                    "The contours of ROI '" + name + "' cover no voxel centre: it is smaller than the image's voxels.");
        }
        count(counts, "contourGapSlices", bySlice.lastKey() - bySlice.firstKey() + 1 - bySlice.size());
        double area = bySlice.values().stream().mapToDouble(PolygonArea::of).sum();
        double voxel = toVoxel.spacingMm(0) * toVoxel.spacingMm(1) * toVoxel.spacingMm(2);
        return new RoiMask(mask, counts, area * voxel);
    }

    /** One region of several: in where any is, counts and polygon volumes summed. */
    public RoiMask union(RoiMask other) {
        byte[] both = mask.values().clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= other.mask.values()[i];
        }
        SortedMap<String, Integer> sums = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> sums.merge(name, count, Integer::sum));
        return new RoiMask(new ByteVolume(mask.grid(), both), sums, polygonVolumeMm3 + other.polygonVolumeMm3);
    }

    /** Leaves out contours that are not flat, not parallel to the slices, or of a grid that is not the slices'. */
    private static List<Plane> onSlices(String name, List<Plane> within, double spacingMm) {
        double tolerance = PLANE_TOLERANCE_MM / spacingMm;
        double shift = commonShift(within, tolerance);
        List<Plane> on = within.stream()
                .filter(p -> p.thickness() <= 2 * tolerance && circular(p.shift() - shift) <= tolerance)
                .toList();
        int off = within.size() - on.size();
        if (off > MAX_OFF_SLICES * within.size()) {
            throw new CaseRefused(
                    Reason.CONTOURS_OFF_SLICES,
                    off + " of " + within.size() + " contours of ROI '" + name
                            + "' are not on planes of the slices' grid: they were drawn on another series.");
        }
        return on;
    }

    /** The offset from the nearest slice that most contours share, in slices: a whole set may be shifted by less than half. */
    private static double commonShift(List<Plane> planes, double tolerance) {
        if (planes.isEmpty()) {
            return 0;
        }
        int bins = (int) Math.max(1, Math.min(1000, Math.floor(1 / tolerance)));
        int[] filled = new int[bins];
        for (Plane p : planes) {
            filled[bin(p.shift(), bins)]++;
        }
        int best = 0;
        for (int b = 1; b < bins; b++) {
            best = filled[b] > filled[best] ? b : best;
        }
        int chosen = best;
        double[] shifts = planes.stream()
                .mapToDouble(Plane::shift)
                .filter(s -> bin(s, bins) == chosen)
                .sorted()
                .toArray();
        return shifts[shifts.length / 2];
    }

    private static int bin(double shift, int bins) {
        return (int) Math.min(bins - 1, Math.floor((shift + 0.5) * bins));
    }

    private static double circular(double difference) {
        return Math.abs(difference - Math.rint(difference));
    }

    private static void count(SortedMap<String, Integer> counts, String name, int count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }

    /**
     * A contour in voxel indices.
     *
     * @param x columns of its points
     * @param y rows of its points
     * @param z middle of its lowest and highest point, in slices
     * @param thickness distance of its lowest and highest point, in slices
     */
    record Plane(double[] x, double[] y, double z, double thickness) {
        static Plane of(double[] points, PatientToVoxel toVoxel) {
            int n = points.length / 3;
            double[] x = new double[n];
            double[] y = new double[n];
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                x[i] = toVoxel.index(0, points, 3 * i);
                y[i] = toVoxel.index(1, points, 3 * i);
                double z = toVoxel.index(2, points, 3 * i);
                low = Math.min(low, z);
                high = Math.max(high, z);
            }
            return new Plane(x, y, (low + high) / 2, high - low);
        }

        int slice() {
            return (int) Math.floor(z + 0.5);
        }

        /** From the nearest slice, in slices: -0.5 to 0.5. */
        double shift() {
            return z - Math.floor(z + 0.5);
        }

        boolean isWithin(int slices) {
            return z >= -0.5 && z < slices - 0.5;
        }

        boolean touches(Grid grid) {
            return Arrays.stream(x).max().orElse(-1) >= -0.5
                    && Arrays.stream(x).min().orElse(grid.nx()) <= grid.nx() - 0.5
                    && Arrays.stream(y).max().orElse(-1) >= -0.5
                    && Arrays.stream(y).min().orElse(grid.ny()) <= grid.ny() - 0.5;
        }

        /** Equal to that of a contour with the same points on the same slice, and to no other. */
        DoubleBuffer identity() {
            DoubleBuffer all = DoubleBuffer.allocate(2 * x.length + 1);
            return all.put(slice()).put(x).put(y).flip();
        }
    }
}
