package org.lungmentor.expand;

import org.lungmentor.preprocess.Crop;

/** A trained network as a processor asks it. Safe for several threads; on one device they take turns. */
@FunctionalInterface
public interface CropNetwork {
    /**
     * Probability of tumour in each voxel of the crop.
     *
     * @return in 0..1 on the grid of the crop's reference, x fastest
     */
    float[] probabilities(Crop crop);
}
