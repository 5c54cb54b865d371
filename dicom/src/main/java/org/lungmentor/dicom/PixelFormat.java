package org.lungmentor.dicom;

import java.io.Serializable;

/**
 * How a pixel is stored (PS3.5 8.1).
 *
 * @param bitsAllocated 8, 16 or 32
 * @param bitsStored how many of them are the pixel's
 * @param highBit which is the highest of these
 * @param signed whether stored values are two's complement
 */
public record PixelFormat(int bitsAllocated, int bitsStored, int highBit, boolean signed) implements Serializable {
    /** Whether the numbers fit together and are ones that can be read. */
    public boolean isReadable() {
        return (bitsAllocated == 8 || bitsAllocated == 16 || bitsAllocated == 32)
                && bitsStored >= 1
                && bitsStored <= bitsAllocated
                && highBit >= bitsStored - 1
                && highBit < bitsAllocated;
    }

    /** Bytes of one pixel. */
    public int bytes() {
        return bitsAllocated / 8;
    }

    /** The pixel's number: bits above the high bit and below the stored ones (old overlays) are masked away. */
    int stored(int raw) {
        int top = raw << (31 - highBit);
        return signed ? top >> (32 - bitsStored) : top >>> (32 - bitsStored);
    }
}
