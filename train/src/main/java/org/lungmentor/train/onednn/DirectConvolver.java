package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * oneDNN's direct convolution. Each product is split along the channels of its result into parts, one primitive each, which the
 * workers run side by side; the channels of a part are contiguous in the tensors and in the packed weights. Volumes of very few voxels,
 * and the gradients on processors without AVX-512, have only oneDNN's plain reference loop, a hundred times slower: then there is
 * no step.
 */
final class DirectConvolver implements Convolver {
    /** So much a worker may use for weights turned over or for the gradient of one case: it stays in the outer caches. */
    private static final long SCRATCH = 8L << 20;

    private final OneDnn dnn;

    DirectConvolver(OneDnn dnn) {
        this.dnn = dnn;
    }

    @Override
    public Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z) {
        return parts(z.blocks(), 0, (first, count) -> new ApplyPart(dnn, kernel, stride, x, z, first, count))
                .map(parts -> new DirectStep(dnn, parts, List.of(x.region(), z.region())));
    }

    @Override
    public Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x) {
        if (!x.blocked()) {
            return Optional.empty();
        }
        long bytesOfBlock = (long) kernel.outs() * kernel.taps() * Lanes.VOXEL;
        return parts(
                        x.blocks(),
                        bytesOfBlock,
                        (first, count) -> new TransposePart(dnn, kernel, stride, z, x, first, count))
                .map(parts -> new DirectStep(dnn, parts, List.of(z.region(), x.region())));
    }

    @Override
    public Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z) {
        return parts(
                        z.blocks(),
                        kernel.bytesOfBlock(),
                        (first, count) -> new CorrelatePart(dnn, kernel, stride, x, z, first, count))
                .map(parts -> new DirectStep(dnn, parts, List.of(x.region(), z.region())));
    }

    private interface Maker {
        DirectPart make(int firstBlock, int blocks);
    }

    /** As many parts as workers, or a multiple that keeps the scratch memory of a part small, but at most one a block. */
    private Optional<List<DirectPart>> parts(int blocks, long scratchOfBlock, Maker maker) {
        int workers = dnn.workers().count();
        long rounds = Math.max(1, (blocks * scratchOfBlock + workers * SCRATCH - 1) / (workers * SCRATCH));
        int count = (int) Math.min(blocks, workers * rounds);
        List<DirectPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = (int) ((long) blocks * i / count);
            int end = (int) ((long) blocks * (i + 1) / count);
            DirectPart part = maker.make(first, end - first);
            parts.add(part);
            if (!part.fast()) {
                parts.forEach(DirectPart::close);
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }
}
