package org.lungmentor.train.onednn;

import java.util.List;
import java.util.Optional;

/**
 * oneDNN's direct convolution in float32. Volumes of very few voxels, and the gradients on processors without AVX-512, have only
 * oneDNN's plain reference loop, a hundred times slower: then there is no step.
 */
final class DirectConvolver implements Convolver {
    private final OneDnn dnn;

    DirectConvolver(OneDnn dnn) {
        this.dnn = dnn;
    }

    @Override
    public Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z) {
        return DirectParts.of(
                        dnn, z.blocks(), 0, (first, count) -> new ApplyPart(dnn, kernel, stride, x, z, first, count))
                .map(parts -> new DirectStep(dnn, List.of(parts), List.of(x.region(), z.region())));
    }

    @Override
    public Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x) {
        if (!x.blocked()) {
            return Optional.empty();
        }
        long bytesOfBlock = (long) kernel.outs() * kernel.taps() * Lanes.VOXEL;
        return DirectParts.of(
                        dnn,
                        x.blocks(),
                        bytesOfBlock,
                        (first, count) -> new TransposePart(dnn, kernel, stride, z, x, first, count))
                .map(parts -> new DirectStep(dnn, List.of(parts), List.of(z.region(), x.region())));
    }

    @Override
    public Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z) {
        return DirectParts.of(
                        dnn,
                        z.blocks(),
                        kernel.bytesOfBlock(),
                        (first, count) ->
                                new CorrelatePart(dnn, kernel, stride, Operand.of(x), Operand.of(z), first, count))
                .map(parts -> new DirectStep(dnn, List.of(parts), List.of(x.region(), z.region())));
    }
}
