package org.lungmentor.preprocess;

import java.util.Optional;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.RowSource;
import org.lungmentor.imaging.Volume;
import org.lungmentor.imaging.VoxelBox;

/**
 * A box or label as crops read it: canonical rows, and the box of voxels outside which it is 0.
 *
 * @param rows canonical rows
 * @param soft whether interpolated values are kept; else they are thresholded
 * @param support the smallest canonical box around all voxels that are not 0; empty if there are none
 */
record SourceMask(RowSource rows, boolean soft, Optional<VoxelBox> support) {
    /** 1 where the volume is at least 0.5. */
    static SourceMask of(Volume box) {
        ByteVolume mask = box.mask();
        return new SourceMask(RowSource.canonical(mask).thresholded(), false, around(mask));
    }

    /** A label, by its kind. */
    static SourceMask of(Label label) {
        if (!label.soft()) {
            return of(label.volume());
        }
        Volume volume = label.volume();
        byte[] notZero = new byte[volume.grid().voxels()];
        for (int i = 0; i < notZero.length; i++) {
            notZero[i] = volume.value(i) != 0 ? (byte) 1 : 0;
        }
        return new SourceMask(RowSource.canonical(volume), true, around(new ByteVolume(volume.grid(), notZero)));
    }

    /** The part in a box of canonical voxels, counted from the box's first voxel. */
    SourceMask within(VoxelBox box) {
        int[] start = box.start();
        Optional<VoxelBox> part = support.flatMap(box::intersection)
                .map(both -> VoxelBox.ofStart(
                        new int[] {both.x0() - start[0], both.y0() - start[1], both.z0() - start[2]}, both.shape()));
        return new SourceMask(rows.from(start), soft, part);
    }

    /** What an interpolated value counts: itself, or 1 from 0.5 on. */
    double kept(double interpolated) {
        return soft ? interpolated : interpolated >= 0.5 ? 1 : 0;
    }

    private static Optional<VoxelBox> around(ByteVolume mask) {
        Orientation orientation = Orientation.of(mask.grid().affine());
        return VoxelBox.around(mask).map(box -> orientation.canonical(box, mask.grid()));
    }
}
