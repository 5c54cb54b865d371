package org.lungmentor.imaging;

/** Where a {@link Resampler} puts its rows. Called by several threads at once, each row once. */
@FunctionalInterface
public interface RowSink {
    /**
     * @param y index of the row on the whole output grid
     * @param z index of the slice on the whole output grid
     * @param row the row's voxels, the first one at 0; overwritten after the call
     */
    void write(int y, int z, double[] row);
}
