package org.lungmentor.preprocess;

import java.util.Arrays;
import java.util.Optional;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Resampler;
import org.lungmentor.imaging.RowSource;
import org.lungmentor.imaging.Volume;
import org.lungmentor.imaging.VoxelBox;

/**
 * Resamples what lies in one window into volumes of their own: the image, masks, labels. The window may leave the resampled
 * input; what lies outside is filled.
 *
 * @param resampler from the scan's (or the lung box's) voxels to the network's spacing
 * @param start the window's first voxel on the resampled input; may be negative
 * @param grid shape and affine of the window
 */
record WindowResampler(Resampler resampler, int[] start, Grid grid) {
    /** The image in the network's units; outside the input a constant. */
    FloatVolume image(RowSource hu, Intensities intensities, float outside) {
        float[] out = new float[grid.voxels()];
        if (outside != 0) {
            Arrays.fill(out, outside);
        }
        inside().ifPresent(part -> resampler.resample(part, hu, (y, z, row) -> {
            int at = at(part, y, z);
            for (int i = 0; i < row.length; i++) {
                out[at + i] = (float) intensities.normalise(row[i]);
            }
        }));
        return new FloatVolume(grid, out);
    }

    /** A mask as uint8, thresholded after interpolation; 0 outside the input. */
    ByteVolume mask(SourceMask mask) {
        byte[] out = new byte[grid.voxels()];
        inside(mask)
                .ifPresent(part -> resampler.resample(part, mask.rows(), (y, z, row) -> {
                    int at = at(part, y, z);
                    for (int i = 0; i < row.length; i++) {
                        out[at + i] = row[i] >= 0.5 ? (byte) 1 : 0;
                    }
                }));
        return new ByteVolume(grid, out);
    }

    /** A label: a mask, or float32 if it is soft; 0 outside the input. */
    Volume label(SourceMask label) {
        if (!label.soft()) {
            return mask(label);
        }
        float[] out = new float[grid.voxels()];
        inside(label)
                .ifPresent(part -> resampler.resample(part, label.rows(), (y, z, row) -> {
                    int at = at(part, y, z);
                    for (int i = 0; i < row.length; i++) {
                        out[at + i] = (float) row[i];
                    }
                }));
        return new FloatVolume(grid, out);
    }

    private int at(VoxelBox part, int y, int z) {
        return grid.index(part.x0() - start[0], y - start[1], z - start[2]);
    }

    private Optional<VoxelBox> inside() {
        return VoxelBox.ofStart(start, grid.shape()).intersection(resampler.output());
    }

    private Optional<VoxelBox> inside(SourceMask mask) {
        return inside().flatMap(box -> mask.support().flatMap(resampler::reach).flatMap(box::intersection));
    }
}
