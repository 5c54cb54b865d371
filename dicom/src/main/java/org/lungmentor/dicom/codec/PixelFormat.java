package org.lungmentor.dicom.codec;

import java.io.Serializable;

/**
 * How a pixel is stored (PS3.5 8.1). In memory a pixel takes 1, 2 or 4 bytes; pixels of 1 bit are unpacked to a byte each.
 *
 * @param bitsAllocated 1, 8, 16 or 32
 * @param bitsStored how many of them are the pixel's
 * @param highBit which is the highest of these
 * @param signed whether stored values are two's complement
 */
public record PixelFormat(int bitsAllocated, int bitsStored, int highBit, boolean signed) implements Serializable {
    /** Whether the numbers fit together and are ones that can be read. */
    public boolean isReadable() {
        return (bitsAllocated == 1 || bitsAllocated == 8 || bitsAllocated == 16 || bitsAllocated == 32)
                && bitsStored >= 1
                && bitsStored <= bitsAllocated
                && highBit >= bitsStored - 1
                && highBit < bitsAllocated;
    }

    /** Bytes of one pixel in memory. */
    public int bytes() {
        return Math.max(1, bitsAllocated / 8);
    }

    /** The allocated bits of the pixel at an index of a frame, unsigned; 32 bits fill the whole {@code int}. */
    public int raw(byte[] frame, int index, boolean bigEndian) {
        int at = index * bytes();
        int value = 0;
        for (int k = 0; k < bytes(); k++) {
            value |= (frame[at + k] & 0xff) << (8 * (bigEndian ? bytes() - 1 - k : k));
        }
        return value;
    }

    /** The pixel's number: bits above the high bit and below the stored ones (old overlays) are masked away. */
    public int stored(int raw) {
        int top = raw << (31 - highBit);
        return signed ? top >> (32 - bitsStored) : top >>> (32 - bitsStored);
    }

    /** The same as a {@code long}: unsigned numbers of 32 bits are positive there. */
    public long value(int stored) {
        return signed ? stored : Integer.toUnsignedLong(stored);
    }
}
