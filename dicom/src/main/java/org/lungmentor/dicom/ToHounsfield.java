package org.lungmentor.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import org.lungmentor.dicom.codec.PixelFormat;

/** Turns a frame's stored bytes into Hounsfield units, in one pass, straight into their place in a volume. */
final class ToHounsfield {
    /** What stands where nothing was measured. */
    static final short PADDING_HU = -1024;

    private final PixelFormat format;
    private final ValueTransform transform;
    private final boolean bigEndian;
    private final boolean mayPad;

    ToHounsfield(SliceHeader slice, boolean bigEndian) {
        this.format = slice.pixels();
        this.transform = slice.transform();
        this.bigEndian = bigEndian;
        this.mayPad = transform.paddingLow() <= transform.paddingHigh();
    }

    /**
     * Whole values as int16.
     *
     * @return how many voxels were padding; empty if a value does not fit 16 bits
     */
    OptionalInt whole(byte[] frame, short[] target, int offset) {
        return format.bitsAllocated() == Short.SIZE ? of16(frame, target, offset) : ofAny(frame, target, offset);
    }

    /** What nearly every CT comes in: copied as it is, then turned in place by a loop with little in it. */
    private OptionalInt of16(byte[] frame, short[] target, int offset) {
        int n = frame.length / Short.BYTES;
        ByteBuffer.wrap(frame)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(target, offset, n);
        int up = 31 - format.highBit(); // as PixelFormat.stored does it
        int down = 32 - format.bitsStored();
        boolean signed = format.signed();
        boolean pads = mayPad;
        long slope = (long) transform.slope();
        long intercept = (long) transform.intercept();
        int padded = 0;
        boolean fits = true;
        for (int i = offset; i < offset + n; i++) {
            int top = target[i] << up;
            int stored = signed ? top >> down : top >>> down;
            if (pads && isPadding(target[i] & 0xffff, stored)) {
                target[i] = PADDING_HU;
                padded++;
            } else {
                long hu = stored * slope + intercept;
                target[i] = (short) hu;
                fits &= hu == (short) hu;
            }
        }
        return fits ? OptionalInt.of(padded) : OptionalInt.empty();
    }

    private OptionalInt ofAny(byte[] frame, short[] target, int offset) {
        long slope = (long) transform.slope();
        long intercept = (long) transform.intercept();
        int n = frame.length / format.bytes();
        int padded = 0;
        for (int i = 0; i < n; i++) {
            int raw = format.raw(frame, i, bigEndian);
            int stored = format.stored(raw);
            if (mayPad && isPadding(raw, stored)) {
                target[offset + i] = PADDING_HU;
                padded++;
                continue;
            }
            long hu = format.value(stored) * slope + intercept;
            if (hu != (short) hu) {
                return OptionalInt.empty();
            }
            target[offset + i] = (short) hu;
        }
        return OptionalInt.of(padded);
    }

    /** Any values as float32; returns how many voxels were padding. */
    int fractional(byte[] frame, float[] target, int offset) {
        int n = frame.length / format.bytes();
        int padded = 0;
        for (int i = 0; i < n; i++) {
            int raw = format.raw(frame, i, bigEndian);
            int stored = format.stored(raw);
            if (mayPad && isPadding(raw, stored)) {
                target[offset + i] = PADDING_HU;
                padded++;
            } else {
                target[offset + i] = (float) (format.value(stored) * transform.slope() + transform.intercept());
            }
        }
        return padded;
    }

    /** Padding may lie outside the stored bits: then the allocated bits hold it. */
    private boolean isPadding(int raw, int stored) {
        int shift = 32 - format.bitsAllocated();
        int literal = format.signed() ? raw << shift >> shift : raw;
        return transform.isPadding(stored) || transform.isPadding(literal);
    }
}
