package org.lungmentor.train.onednn;

/** Size of a volume in voxels, slowest axis first (D, H, W). */
record Extent(int depth, int height, int width) {
    Extent {
        if (depth < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("a volume of " + depth + " x " + height + " x " + width + " voxels");
        }
    }

    /** Every axis halved {@code times} times. */
    Extent halved(int times) {
        return new Extent(depth >> times, height >> times, width >> times);
    }

    int voxels() {
        return Math.multiplyExact(Math.multiplyExact(depth, height), width);
    }
}
