package org.lungmentor.imaging;

import java.util.Random;

/** Volumes for tests, by a seed. */
final class Made {
    /** Columns at right angles, tilted and of unequal length. */
    static final Affine TILTED = Affine.ofRows(-0.8, 0.06, 0, 12.5, -0.048, -1, 0, -40, 0, 0, 2.5, 7);

    private Made() {}

    /** Floats of 0 to 1. */
    static FloatVolume noise(Grid grid, long seed) {
        Random random = new Random(seed);
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new FloatVolume(grid, values);
    }

    /** A mask of which about such a share is 1. */
    static ByteVolume sparse(Grid grid, long seed, double share) {
        FloatVolume noise = noise(grid, seed);
        byte[] mask = new byte[grid.voxels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (noise.values()[i] < share ? 1 : 0);
        }
        return new ByteVolume(grid, mask);
    }

    /** int16 of -2000 to 2000 by floats of 0 to 1. */
    static ShortVolume shorts(FloatVolume volume) {
        short[] values = new short[volume.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (volume.values()[i] * 4000 - 2000);
        }
        return new ShortVolume(volume.grid(), values);
    }
}
