package org.lungmentor.train.onednn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How many channels lie together, and how many a vector holds. Between operations a tensor lies in oneDNN's blocked layout
 * ({@code nCdhw16c}, {@code nCdhw8c}): blocks of channels, in each all voxels, of each voxel the block's channels. oneDNN's own
 * kernels want 16 where the processor has AVX-512 and 8 elsewhere; channel counts are filled up to whole blocks, with weights of
 * zero, which changes no result. The Java kernels walk a block in vectors, which may be shorter than the block.
 */
final class Lanes {
    /** Channels in a block. */
    static final int BLOCK = NativeLibrary.hasAvx512() ? 16 : 8;
    /** The vectors in use: as the JVM prefers, but no longer than a block. */
    static final VectorSpecies<Float> SPECIES = species();
    /** Floats in a vector. */
    static final int LANES = SPECIES.length();
    /** Bytes of one voxel of a block. */
    static final int VOXEL = BLOCK * Float.BYTES;

    private Lanes() {}

    /** Channels filled up to whole blocks. */
    static int padded(int channels) {
        return (channels + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static VectorSpecies<Float> species() {
        // The property serves the tests of shorter vectors on processors that have longer ones.
        int bits = Integer.getInteger("lungmentor.vector.bits", FloatVector.SPECIES_PREFERRED.vectorBitSize());
        int longest = Math.min(bits, BLOCK * Float.SIZE);
        return longest >= 512
                ? FloatVector.SPECIES_512
                : longest >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    }
}
