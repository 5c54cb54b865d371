package org.lungmentor.preprocess;

import java.util.Optional;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Volume;

/**
 * What a network is given: canonical volumes on the reference's {@link CropReference#grid()}.
 *
 * @param reference its geometry and whose it is
 * @param image normalised
 * @param box 0 and 1, if the case has a box
 * @param label 0 and 1 as uint8, or float32 if the case's label is soft; if it has one
 */
public record Crop(
        CropReference reference, FloatVolume image, Optional<ByteVolume> box, Optional<? extends Volume> label) {
    /** Whether nothing of the tumour is in it: no voxel of the label is at least 0.5 or, where there is no label, none of the box. */
    boolean hasNoTumour() {
        Optional<ByteVolume> drawn = label.isPresent() ? label.map(Volume::mask) : box;
        return drawn.isPresent() && drawn.get().countNonZero() == 0;
    }
}
