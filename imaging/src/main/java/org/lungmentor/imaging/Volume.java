package org.lungmentor.imaging;

/**
 * Voxels on a grid, x fastest, then y, then z. The array is the volume's own and is handed out uncopied: whoever writes
 * into it owns the volume.
 */
public sealed interface Volume permits ShortVolume, FloatVolume, ByteVolume {
    /** Shape and place of the voxels. */
    Grid grid();

    /** Value of the voxel at an array position of {@link Grid#index}. */
    float value(int index);

    /** The same voxels, not copied, on another grid of the same shape. */
    Volume on(Grid grid);

    /** The same voxels as float32; this volume itself when it holds floats. */
    default FloatVolume toFloat() {
        if (this instanceof FloatVolume already) {
            return already;
        }
        float[] values = new float[grid().voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i);
        }
        return new FloatVolume(grid(), values);
    }

    /** Not 0 where a value is at least 0.5, else 0: this volume itself when it holds whole numbers from 0 on. */
    default ByteVolume mask() {
        return this instanceof ByteVolume already ? already : threshold();
    }

    /** 1 where a value is at least 0.5, else 0 (method 0: thresholding); NaN gives 0. */
    default ByteVolume threshold() {
        byte[] mask = new byte[grid().voxels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = value(i) >= 0.5f ? (byte) 1 : 0;
        }
        return new ByteVolume(grid(), mask);
    }
}
