package org.lungmentor.imaging;

import java.util.Arrays;
import java.util.Optional;

/**
 * A box of voxels, both ends included, in voxel indices of some grid. It may reach beyond the grid.
 *
 * @param x0 first voxel along x
 * @param y0 first voxel along y
 * @param z0 first voxel along z
 * @param x1 last voxel along x, at least x0
 * @param y1 last voxel along y, at least y0
 * @param z1 last voxel along z, at least z0
 */
public record VoxelBox(int x0, int y0, int z0, int x1, int y1, int z1) {
    /** @throws IllegalArgumentException if an axis ends before it begins */
    public VoxelBox {
        if (x1 < x0 || y1 < y0 || z1 < z0) {
            throw new IllegalArgumentException(
                    "No voxel lies in " + x0 + ".." + x1 + ", " + y0 + ".." + y1 + ", " + z0 + ".." + z1);
        }
    }

    /** The box of {@code size} voxels an axis whose first voxel is {@code start}; both x, y, z. */
    public static VoxelBox ofStart(int[] start, int[] size) {
        return new VoxelBox(
                start[0], start[1], start[2], start[0] + size[0] - 1, start[1] + size[1] - 1, start[2] + size[2] - 1);
    }

    /** All of a grid. */
    public static VoxelBox of(Grid grid) {
        return new VoxelBox(0, 0, 0, grid.nx() - 1, grid.ny() - 1, grid.nz() - 1);
    }

    /** The smallest box around all voxels that are not 0; empty if there are none. */
    public static Optional<VoxelBox> around(ByteVolume mask) {
        return around(mask, true, (byte) 0);
    }

    /** The smallest box around all voxels of the value 1 to 255; empty if there are none. */
    public static Optional<VoxelBox> around(ByteVolume map, int value) {
        if (value < 1 || value > 255) {
            throw new IllegalArgumentException("Boxes are drawn around values of 1 to 255, not " + value);
        }
        return around(map, false, (byte) value);
    }

    private static Optional<VoxelBox> around(ByteVolume map, boolean any, byte value) {
        Grid grid = map.grid();
        byte[] values = map.values();
        int nx = grid.nx();
        byte[] zeros = new byte[nx];
        int x0 = nx;
        int x1 = -1;
        int y0 = grid.ny();
        int y1 = -1;
        int z0 = grid.nz();
        int z1 = -1;
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                int row = grid.index(0, y, z);
                int first = Arrays.mismatch(values, row, row + nx, zeros, 0, nx); // rows of zeros cost next to nothing
                if (first < 0) {
                    continue;
                }
                while (first < nx && !(any ? values[row + first] != 0 : values[row + first] == value)) {
                    first++;
                }
                if (first == nx) {
                    continue;
                }
                int last = nx - 1;
                while (!(any ? values[row + last] != 0 : values[row + last] == value)) {
                    last--;
                }
                x0 = Math.min(x0, first);
                x1 = Math.max(x1, last);
                y0 = Math.min(y0, y);
                y1 = Math.max(y1, y);
                z0 = Math.min(z0, z);
                z1 = z;
            }
        }
        return x1 < 0 ? Optional.empty() : Optional.of(new VoxelBox(x0, y0, z0, x1, y1, z1));
    }

    /** First voxel along axis 0, 1, 2. */
    public int low(int axis) {
        return axis == 0 ? x0 : axis == 1 ? y0 : z0;
    }

    /** Last voxel along axis 0, 1, 2. */
    public int high(int axis) {
        return axis == 0 ? x1 : axis == 1 ? y1 : z1;
    }

    /** Voxels along axis 0, 1, 2. */
    public int size(int axis) {
        return high(axis) - low(axis) + 1;
    }

    /** First voxel: a fresh array. */
    public int[] start() {
        return new int[] {x0, y0, z0};
    }

    /** Voxels along x, y, z: a fresh array. */
    public int[] shape() {
        return new int[] {size(0), size(1), size(2)};
    }

    /** Grown on every side by so many voxels along x, y, z. */
    public VoxelBox grown(int[] by) {
        return new VoxelBox(x0 - by[0], y0 - by[1], z0 - by[2], x1 + by[0], y1 + by[1], z1 + by[2]);
    }

    /** What both boxes hold; empty if they do not meet. */
    public Optional<VoxelBox> intersection(VoxelBox other) {
        int ax = Math.max(x0, other.x0);
        int ay = Math.max(y0, other.y0);
        int az = Math.max(z0, other.z0);
        int bx = Math.min(x1, other.x1);
        int by = Math.min(y1, other.y1);
        int bz = Math.min(z1, other.z1);
        return bx < ax || by < ay || bz < az ? Optional.empty() : Optional.of(new VoxelBox(ax, ay, az, bx, by, bz));
    }

    /** Whether the voxel lies in the box. */
    public boolean contains(int x, int y, int z) {
        return x >= x0 && x <= x1 && y >= y0 && y <= y1 && z >= z0 && z <= z1;
    }

    /** Whether all of the other box lies in this one. */
    public boolean contains(VoxelBox other) {
        return contains(other.x0, other.y0, other.z0) && contains(other.x1, other.y1, other.z1);
    }
}
