package org.lungmentor.evaluate;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/**
 * How far the surfaces of two masks lie from each other. A surface is the mask's voxels of which one of six neighbours is
 * outside of the mask (beyond the volume is outside); distances are between voxel centres, in mm.
 */
final class SurfaceDistances {
    /** How far a surface voxel may lie from the other surface and still count as on it, in mm. */
    static final double TOLERANCE_MM = 2;

    private static final double SLACK_MM = 1e-6;

    private final double[] there; // from each surface voxel of one to the other's surface, ascending
    private final double[] back;

    private SurfaceDistances(double[] there, double[] back) {
        this.there = there;
        this.back = back;
    }

    /** @param one mask of 0 and 1; {@code other} on the same grid, its axes at right angles */
    static SurfaceDistances between(ByteVolume one, ByteVolume other) {
        Points a = surface(one);
        Points b = surface(other);
        if (a.count() == 0 || b.count() == 0) {
            return new SurfaceDistances(new double[a.count()], new double[b.count()]);
        }
        return new SurfaceDistances(distances(a, b), distances(b, a));
    }

    /**
     * The larger of the two directed 95th percentiles in mm (position 0.95 (n-1) of the sorted distances, linear between);
     * 0 where both masks are empty, undefined where one is.
     */
    OptionalDouble hd95Mm() {
        if (there.length == 0 && back.length == 0) {
            return OptionalDouble.of(0);
        }
        if (there.length == 0 || back.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(Percentile.of(there, 95), Percentile.of(back, 95)));
    }

    /** Surface voxels of both within so many mm of the other surface, by all of them; both empty 1, one empty 0. */
    double diceWithin(double mm) {
        if (there.length == 0 && back.length == 0) {
            return 1;
        }
        if (there.length == 0 || back.length == 0) {
            return 0;
        }
        return (double) (within(there, mm) + within(back, mm)) / (there.length + back.length);
    }

    private static int within(double[] ascending, double mm) {
        int n = 0;
        while (n < ascending.length && ascending[n] <= mm + SLACK_MM) {
            n++;
        }
        return n;
    }

    private static double[] distances(Points from, Points to) {
        NearestPoint nearest = new NearestPoint(to);
        double[] distances = IntStream.range(0, from.count())
                .parallel()
                .mapToDouble(i -> Math.sqrt(nearest.squaredDistance(from.x()[i], from.y()[i], from.z()[i])))
                .toArray();
        Arrays.sort(distances);
        return distances;
    }

    private static Points surface(ByteVolume mask) {
        Grid grid = mask.grid();
        byte[] m = mask.values();
        int nx = grid.nx();
        int row = nx;
        int slice = nx * grid.ny();
        double[] spacing = grid.spacingMm();
        Points points = new Points(1024);
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                boolean edge = y == 0 || z == 0 || y == grid.ny() - 1 || z == grid.nz() - 1;
                int i = grid.index(0, y, z);
                for (int x = 0; x < nx; x++, i++) {
                    if (m[i] == 0) {
                        continue;
                    }
                    boolean inner = !edge
                            && x > 0
                            && x < nx - 1
                            && (m[i - 1] & m[i + 1] & m[i - row] & m[i + row] & m[i - slice] & m[i + slice]) != 0;
                    if (!inner) {
                        points.add(x * spacing[0], y * spacing[1], z * spacing[2]);
                    }
                }
            }
        }
        return points;
    }
}
