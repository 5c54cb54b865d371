package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A matrix product over many voxels, done in chunks of equal size and one smaller for what is left. */
final class ChunkedProduct implements AutoCloseable {
    /** Voxels of a chunk: the columns of one block of channels (27 taps) fit the second cache. */
    private static final int CHUNK = 256;

    private static final long PAGE = 4096;

    interface Chunk {
        /** Works on voxels {@code first} to {@code first + count - 1} with the product for that count. */
        void run(int first, int count, MatrixProduct product);
    }

    private final int voxels;
    private final int chunkSize;
    private final List<MatrixProduct> products = new ArrayList<>();

    /** @param maker of the product for a count of voxels */
    ChunkedProduct(int voxels, IntFunction<MatrixProduct> maker) {
        this(voxels, CHUNK, maker);
    }

    /** As above with another size of a chunk, for other things than voxels. */
    ChunkedProduct(int voxels, int chunkSize, IntFunction<MatrixProduct> maker) {
        this.voxels = voxels;
        this.chunkSize = chunkSize;
        if (voxels >= chunkSize) {
            products.add(maker.apply(chunkSize));
        }
        if (voxels % chunkSize != 0) {
            products.add(maker.apply(voxels % chunkSize));
        }
    }

    /** Voxels of the largest chunk. */
    int largest() {
        return Math.min(chunkSize, voxels);
    }

    long scratchBytes() {
        return products.stream().mapToLong(MatrixProduct::scratchBytes).max().orElse(0);
    }

    void forEachChunk(Chunk chunk) {
        for (int first = 0; first < voxels; first += chunkSize) {
            int count = Math.min(chunkSize, voxels - first);
            chunk.run(first, count, count == chunkSize ? products.get(0) : products.get(products.size() - 1));
        }
    }

    @Override
    public void close() {
        products.forEach(MatrixProduct::close);
    }

    /** Bytes filled up to whole pages, so that what follows is aligned. */
    static long pages(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }
}
