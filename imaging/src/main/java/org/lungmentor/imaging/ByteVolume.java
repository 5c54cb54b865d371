package org.lungmentor.imaging;

/**
 * A volume of uint8: masks (0 and 1), lung maps (0 nothing, 1 right lung, 2 left lung) and other small labels.
 *
 * @param grid shape and place
 * @param values one value a voxel, read as 0 to 255, x fastest; not copied
 */
public record ByteVolume(Grid grid, byte[] values) implements Volume {
    /** @throws IllegalArgumentException if the array does not fit the grid */
    public ByteVolume {
        grid.requireVoxels(values.length);
    }

    /** A volume of zeros. */
    public static ByteVolume zeros(Grid grid) {
        return new ByteVolume(grid, new byte[grid.voxels()]);
    }

    @Override
    public ByteVolume on(Grid other) {
        return new ByteVolume(other, values);
    }

    @Override
    public float value(int index) {
        return values[index] & 0xff;
    }

    /** Number of voxels that are not 0. */
    public int countNonZero() {
        int count = 0;
        for (byte v : values) {
            if (v != 0) {
                count++;
            }
        }
        return count;
    }
}
