package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a direct product is split: along the channels of its result into parts, one primitive each, which the workers run side by side. The
 * channels of a part are contiguous in the tensors.
 */
final class DirectParts {
    /** So much a worker may use for weights turned over or for the gradient of one case: it stays in the outer caches. */
    private static final long SCRATCH = 8L << 20;

    private DirectParts() {}

    /** Makes the part of {@code blocks} blocks from {@code firstBlock}. */
    interface Maker {
        DirectPart make(int firstBlock, int blocks);
    }

    /**
     * As many parts as workers, or a multiple that keeps the scratch memory of a part small, but at most one a block; none where oneDNN
     * has only its plain reference loop.
     */
    static Optional<List<DirectPart>> of(OneDnn dnn, int blocks, long scratchOfBlock, Maker maker) {
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
