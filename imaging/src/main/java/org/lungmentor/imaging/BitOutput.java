package org.lungmentor.imaging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits packed into bytes from the lowest on, as deflate does it (RFC 1951 3.1.1). */
final class BitOutput {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int AT_ONCE = 4; // words of at most 14 bits beside the 7 that may be left over

    private final byte[] target;
    private int at;
    private long bits;
    private int held; // below 8 between calls

    /** @param target with eight bytes more than will be put */
    BitOutput(byte[] target) {
        this.target = target;
    }

    /** @param count 0 to 48; no bit of {@code value} above them is set */
    void put(long value, int count) {
        bits |= value << held;
        held += count;
        LONG.set(target, at, bits);
        at += held >>> 3;
        bits >>>= held & ~7;
        held &= 7;
    }

    /**
     * Puts the word of each byte.
     *
     * @param words word and, in its four lowest bits, length: at most 14
     */
    void putBytes(byte[] bytes, int from, int end, int[] words) {
        long b = bits; // in locals: three quarters of all output goes through here
        int n = held;
        int to = at;
        int i = from;
        for (; i <= end - AT_ONCE; i += AT_ONCE) {
            int word = words[bytes[i] & 0xff];
            b |= (long) (word >>> 4) << n;
            n += word & 15;
            word = words[bytes[i + 1] & 0xff];
            b |= (long) (word >>> 4) << n;
            n += word & 15;
            word = words[bytes[i + 2] & 0xff];
            b |= (long) (word >>> 4) << n;
            n += word & 15;
            word = words[bytes[i + 3] & 0xff];
            b |= (long) (word >>> 4) << n;
            n += word & 15;
            LONG.set(target, to, b);
            to += n >>> 3;
            b >>>= n & ~7;
            n &= 7;
        }
        for (; i < end; i++) {
            int word = words[bytes[i] & 0xff];
            b |= (long) (word >>> 4) << n;
            n += word & 15;
        }
        LONG.set(target, to, b);
        at = to + (n >>> 3);
        bits = b >>> (n & ~7);
        held = n & 7;
    }

    /** Fills up the last byte; how many there are. */
    int end() {
        put(0, -held & 7);
        return at;
    }
}
