package org.lungmentor.train.onednn;

import java.util.Optional;

/**
 * Where {@link Winograd} is faster than the direct convolution: a fixed rule, so that every run on a processor computes in the same way, and
 * a resumed one as an unbroken one. What a product costs besides its tiles is the weights of all positions, which are read (for the weight
 * gradient: collected and brought back) however few the tiles are. The numbers are of {@code ConvolverBench}, in
 * docs/decisions/041-winograd.md.
 */
final class WinogradRule implements WinogradConvolver.Rule {
    /** With fewer channels the transforms cost more than the products save. */
    private static final int LEAST_CHANNELS_F4 = 32;

    private static final int LEAST_CHANNELS_F2 = 128;
    private static final int LEAST_TILES_F4 = 27;
    private static final int LEAST_TILES_F2 = 64;
    /** Memory for the weights of one kernel and direction. */
    private static final long MOST_BYTES = 160L << 20;

    @Override
    public Optional<Winograd> tiles(int ins, int outs, Extent extent, boolean gradient) {
        long matrix = (long) ins * outs * Float.BYTES;
        int channels = Math.min(ins, outs);
        if (channels >= LEAST_CHANNELS_F4
                && tiles(Winograd.F4, extent) >= LEAST_TILES_F4
                && Winograd.F4.positions() * matrix <= MOST_BYTES) {
            return Optional.of(Winograd.F4);
        }
        if (!gradient
                && channels >= LEAST_CHANNELS_F2
                && tiles(Winograd.F2, extent) >= LEAST_TILES_F2
                && Winograd.F2.positions() * matrix <= MOST_BYTES) {
            return Optional.of(Winograd.F2);
        }
        return Optional.empty();
    }

    private static int tiles(Winograd winograd, Extent extent) {
        return new Tiles(extent, winograd.outputs()).count();
    }
}
