package org.lungmentor.imaging;

/**
 * Where the voxels of a volume lie: how many there are along x, y, z, and the affine from voxel index to RAS+ mm.
 *
 * @param nx voxels along the array's first (fastest) axis, at least 1
 * @param ny voxels along the second axis, at least 1
 * @param nz voxels along the third axis, at least 1
 * @param affine voxel index to world mm
 */
public record Grid(int nx, int ny, int nz, Affine affine) {
    /** The most voxels that one volume holds: the length of one Java array. */
    static final int MOST_VOXELS = Integer.MAX_VALUE - 16;

    /** Headers hold rounded numbers: corner voxels so far apart are still the same (method: evaluation). */
    public static final double SAME_PLACE_MM = 0.1;

    /** @throws IllegalArgumentException if an axis is empty or the voxels exceed what one Java array holds */
    public Grid {
        if (nx < 1 || ny < 1 || nz < 1) {
            throw new IllegalArgumentException(
                    "A grid needs voxels on every axis, not " + nx + " x " + ny + " x " + nz);
        }
        if ((long) nx * ny > MOST_VOXELS || (long) nx * ny * nz > MOST_VOXELS) {
            throw new IllegalArgumentException("Too many voxels for one volume: " + nx + " x " + ny + " x " + nz);
        }
    }

    /** Number of voxels. */
    public int voxels() {
        return nx * ny * nz;
    }

    /** @throws IllegalArgumentException if an array of this length does not hold the grid's voxels */
    void requireVoxels(int length) {
        if (length != voxels()) {
            throw new IllegalArgumentException(length + " voxels for a grid of " + sizeText());
        }
    }

    /** Voxels along an axis: 0 is x, 1 is y, 2 is z. */
    public int size(int axis) {
        return switch (axis) {
            case 0 -> nx;
            case 1 -> ny;
            case 2 -> nz;
            default -> throw new IllegalArgumentException("No axis " + axis);
        };
    }

    /** Voxels along x, y, z: a fresh array. */
    public int[] shape() {
        return new int[] {nx, ny, nz};
    }

    /** Position of voxel (x, y, z) in an array of this grid's voxels. */
    public int index(int x, int y, int z) {
        return (z * ny + y) * nx + x;
    }

    /** Whether the index lies on the grid. */
    public boolean contains(int x, int y, int z) {
        return x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz;
    }

    /** Distance in mm of neighbouring voxel centres along x, y, z: a fresh array. */
    public double[] spacingMm() {
        return new double[] {affine.spacingMm(0), affine.spacingMm(1), affine.spacingMm(2)};
    }

    /** Whether the voxels of both grids lie at the same places: equal shapes, corners within {@link #SAME_PLACE_MM}. */
    public boolean isSamePlaceAs(Grid other) {
        return cornerDistanceMm(other) <= SAME_PLACE_MM; // NaN is nowhere
    }

    /** The largest distance in mm between corner voxels of the same index on both grids; infinite if the shapes differ. */
    public double cornerDistanceMm(Grid other) {
        if (nx != other.nx || ny != other.ny || nz != other.nz) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int corner = 0; corner < 8; corner++) {
            int x = (corner & 1) * (nx - 1);
            int y = (corner >> 1 & 1) * (ny - 1);
            int z = (corner >> 2) * (nz - 1);
            double[] here = affine.apply(x, y, z);
            double[] there = other.affine.apply(x, y, z);
            double distance = Math.hypot(Math.hypot(here[0] - there[0], here[1] - there[1]), here[2] - there[2]);
            largest = Math.max(largest, distance); // NaN stays NaN
        }
        return largest;
    }

    /** Volume of one voxel in mm3: the absolute determinant of the affine's 3x3 part (method: volumes). */
    public double voxelVolumeMm3() {
        return Math.abs(affine.determinant());
    }

    /** "512 x 512 x 300". */
    public String sizeText() {
        return nx + " x " + ny + " x " + nz;
    }
}
