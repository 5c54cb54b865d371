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
    /** Whether there is a label and none of its voxels is at least 0.5. */
    boolean hasEmptyLabel() {
        return label.isPresent() && label.get().mask().countNonZero() == 0;
    }
}
