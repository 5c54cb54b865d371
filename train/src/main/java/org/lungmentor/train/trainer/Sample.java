package org.lungmentor.train.trainer;

import org.bytedeco.javacpp.FloatPointer;
import org.lungmentor.train.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One crop in memory: the network's input and what it should answer. Values are canonical, x fastest, channel after channel,
 * which as a tensor is [1, channels, z, y, x].
 *
 * @param size voxels along x, y, z
 * @param input channels of the input
 * @param target channels of the target, in 0..1
 * @param labelled whether the mask, the target's first channel, is known; else it is zeros that nobody should learn from
 */
record Sample(int[] size, float[][] input, float[][] target, boolean labelled) {
    /** The input as a tensor; the caller closes it. */
    INDArray x() {
        return tensor(input);
    }

    /** The target as a tensor; the caller closes it. */
    INDArray t() {
        return tensor(target);
    }

    private INDArray tensor(float[][] channels) {
        INDArray tensor = Dense.create(1, channels.length, size[2], size[1], size[0]);
        FloatPointer to = Dense.pointer(tensor);
        for (int c = 0; c < channels.length; c++) {
            to.position((long) c * channels[c].length).put(channels[c]);
        }
        return tensor;
    }
}
