package org.lungmentor.imaging;

/**
 * A volume of float32: images, probabilities and soft labels.
 *
 * @param grid shape and place
 * @param values one value a voxel, x fastest; not copied
 */
public record FloatVolume(Grid grid, float[] values) implements Volume {
    /** @throws IllegalArgumentException if the array does not fit the grid */
    public FloatVolume {
        grid.requireVoxels(values.length);
    }

    @Override
    public FloatVolume on(Grid other) {
        return new FloatVolume(other, values);
    }

    @Override
    public float value(int index) {
        return values[index];
    }
}
