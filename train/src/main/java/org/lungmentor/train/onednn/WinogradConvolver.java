package org.lungmentor.train.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Winograd}'s way, for kernels of 3 with stride 1 where a rule says that it is faster than the direct one. It keeps the transformed
 * weights of every kernel that it has met.
 */
final class WinogradConvolver implements Convolver {
    /** The transformed tiles of a chunk, in and out, may take so much: it stays in the outer cache. */
    private static final long CHUNK_BYTES = 4L << 20;

    /** Which tiles to use for a product, if any. */
    interface Rule {
        /**
         * By the channels of W's two sides and the volume.
         *
         * @param gradient whether this is the weight gradient
         */
        Optional<Winograd> tiles(int ins, int outs, Extent extent, boolean gradient);
    }

    private record Use(Kernel kernel, Winograd winograd, boolean turned) {}

    private final OneDnn dnn;
    private final Rule rule;
    private final long chunkBytes;
    private final Map<Use, WinogradWeights> weights = new HashMap<>();

    WinogradConvolver(OneDnn dnn, Rule rule) {
        this(dnn, rule, CHUNK_BYTES);
    }

    WinogradConvolver(OneDnn dnn, Rule rule, long chunkBytes) {
        this.dnn = dnn;
        this.rule = rule;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z) {
        return tiles(kernel, stride, x, false)
                .map(winograd -> new WinogradProduct(
                        dnn, winograd, weights(kernel, winograd, false), x, z, chunk(winograd, x, z)));
    }

    @Override
    public Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x) {
        return tiles(kernel, stride, x, false)
                .map(winograd -> new WinogradProduct(
                        dnn, winograd, weights(kernel, winograd, true), z, x, chunk(winograd, x, z)));
    }

    @Override
    public Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z) {
        return tiles(kernel, stride, x, true)
                .map(winograd -> new WinogradCorrelate(dnn, winograd, kernel, x, z, chunk(winograd, x, z)));
    }

    @Override
    public void close() {
        weights.values().forEach(WinogradWeights::close);
    }

    /**
     * Tiles of a chunk: as many as {@code chunkBytes} hold, but no fewer than a quarter of the channels. The weights are read once a
     * chunk; with c channels in and out each and c/2 tiles they are no more than the tiles' positions.
     */
    private int chunk(Winograd winograd, Tensor x, Tensor z) {
        int channels = x.channels() + z.channels();
        long bytesOfTile = (long) winograd.positions() * channels * Float.BYTES;
        int tiles = new Tiles(x.extent(), winograd.outputs()).count();
        return (int) Math.max(1, Math.min(tiles, Math.max(chunkBytes / bytesOfTile, channels / 4)));
    }

    private Optional<Winograd> tiles(Kernel kernel, int stride, Tensor x, boolean gradient) {
        return kernel.size() == 3 && stride == 1 && x.blocked()
                ? rule.tiles(kernel.ins(), kernel.outs(), x.extent(), gradient)
                : Optional.empty();
    }

    private WinogradWeights weights(Kernel kernel, Winograd winograd, boolean turned) {
        return weights.computeIfAbsent(
                new Use(kernel, winograd, turned), use -> new WinogradWeights(winograd, kernel, turned));
    }
}
