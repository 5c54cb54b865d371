package org.lungmentor.preprocess;

import java.util.stream.IntStream;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;

/**
 * A tumour label: a mask, or probabilities.
 *
 * @param volume values of 0 to 1
 * @param soft whether any voxel is neither 0 nor 1: then interpolated values are kept, else thresholded
 * @param tumourVoxels voxels of at least 0.5
 */
public record Label(Volume volume, boolean soft, long tumourVoxels) {
    /** @throws CaseRefused {@link Reason#LABEL_OUT_OF_RANGE} if a value lies outside 0 to 1 or is NaN */
    public static Label of(Volume volume) {
        int slice = volume.grid().nx() * volume.grid().ny();
        boolean[] soft = new boolean[volume.grid().nz()];
        long tumourVoxels = IntStream.range(0, volume.grid().nz())
                .parallel()
                .mapToLong(z -> volume instanceof ByteVolume mask
                        ? countOnes(mask.values(), z * slice, (z + 1) * slice)
                        : countHalves(volume, z * slice, (z + 1) * slice, soft, z))
                .sum();
        return new Label(volume, IntStream.range(0, soft.length).anyMatch(z -> soft[z]), tumourVoxels);
    }

    /** Volume in mm3 of the voxels of at least 0.5. */
    public double tumourVolumeMm3() {
        return tumourVoxels * volume.grid().voxelVolumeMm3();
    }

    private static long countOnes(byte[] values, int from, int to) {
        int bits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            bits |= values[i];
            count += values[i];
        }
        if ((bits & ~1) != 0) {
            throw outOfRange();
        }
        return count;
    }

    private static long countHalves(Volume volume, int from, int to, boolean[] soft, int z) {
        long count = 0;
        boolean between = false;
        for (int i = from; i < to; i++) {
            float v = volume.value(i);
            if (!(v >= 0 && v <= 1)) {
                throw outOfRange();
            }
            between |= v != 0 && v != 1;
            count += v >= 0.5f ? 1 : 0;
        }
        soft[z] = between;
        return count;
    }

    private static CaseRefused outOfRange() {
        return new CaseRefused(
                Reason.LABEL_OUT_OF_RANGE,
                "The label has values outside 0 to 1. Give one tumour mask of 0 and 1, or probabilities.");
    }
}
