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
        Volume.requireLength(grid, values.length);
    }

    @Override
    public float value(int index) {
        return values[index];
    }
}
