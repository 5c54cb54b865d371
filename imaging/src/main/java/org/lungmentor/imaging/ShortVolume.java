package org.lungmentor.imaging;

/**
 * A volume of int16: Hounsfield units of a CT.
 *
 * @param grid shape and place
 * @param values one value a voxel, x fastest; not copied
 */
public record ShortVolume(Grid grid, short[] values) implements Volume {
    /** @throws IllegalArgumentException if the array does not fit the grid */
    public ShortVolume {
        grid.requireVoxels(values.length);
    }

    @Override
    public ShortVolume on(Grid other) {
        return new ShortVolume(other, values);
    }

    @Override
    public float value(int index) {
        return values[index];
    }
}
