package org.lungmentor.train.onednn;

/**
 * A small matrix applied along one axis of a cube of voxels: {@code to[outer][row][inner] = sum over column of
 * matrix[row][column] * from[outer][column][inner]}. What is inner counts floats, a multiple of {@link Lanes#BLOCK}: the axes after
 * this one, and a block of channels.
 */
interface Pass {
    /** Reads {@code from} and writes {@code to}, which is another array. */
    void run(float[] from, float[] to, int outer, int inner);
}
