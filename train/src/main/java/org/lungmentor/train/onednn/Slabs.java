package org.lungmentor.train.onednn;

/**
 * How the voxels of a block are divided among workers: into at most eight slabs, whatever the number of threads, so that sums are
 * formed in the same order everywhere; and these into chunks that fit the nearest cache.
 */
record Slabs(int groups, int count) {
    /** Groups of {@link Lanes#BLOCK} floats that are worked on at a time: 16 KB or less of each tensor. */
    static final int CHUNK = 256;

    private static final int MOST = 8;
    private static final int LEAST_GROUPS = 1024;

    static Slabs of(int groups) {
        return new Slabs(groups, Math.max(1, Math.min(MOST, groups / LEAST_GROUPS)));
    }

    interface Chunk {
        void run(int byteOffset, int groups);
    }

    /** Goes through the chunks of a slab. */
    void forEachChunk(int slab, Chunk chunk) {
        int end = (int) ((long) groups * (slab + 1) / count);
        for (int first = (int) ((long) groups * slab / count); first < end; first += CHUNK) {
            chunk.run(first * Lanes.VOXEL, Math.min(CHUNK, end - first));
        }
    }
}
