package org.lungmentor.dicom.codec;

import java.util.Set;

/** RLE Lossless (PS3.5 G): a segment of PackBits for each byte of a pixel, the highest byte first. */
public final class RleDecoder implements PixelDecoder {
    private static final String RLE = "RLE";
    private static final int HEADER = 64;

    @Override
    public String name() {
        return "own, RleDecoder";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of("1.2.840.10008.1.2.5");
    }

    @Override
    public void decode(byte[] compressed, FrameFormat frame, byte[] target) {
        if (frame.pixels().bitsAllocated() == 1) {
            throw Broken.unsupported(RLE, "one bit a pixel");
        }
        if (compressed.length < HEADER) {
            throw Broken.cutOff(RLE);
        }
        int planes = frame.pixels().bytes();
        if (number(compressed, 0) != planes) {
            throw Broken.frame(
                    RLE, "it has " + number(compressed, 0) + " segments where pixels have " + planes + " bytes");
        }
        for (int plane = 0; plane < planes; plane++) {
            long from = number(compressed, 4 + 4 * plane);
            long to = plane + 1 < planes ? number(compressed, 8 + 4 * plane) : compressed.length;
            if (from < HEADER || from > to || to > compressed.length) {
                throw Broken.frame(RLE, "a segment lies outside of it");
            }
            unpack(compressed, (int) from, (int) to, target, planes - 1 - plane, planes);
        }
    }

    private static void unpack(byte[] from, int start, int end, byte[] target, int at, int step) {
        int in = start;
        int out = at;
        while (out < target.length) {
            if (in >= end) {
                throw Broken.cutOff(RLE);
            }
            int n = from[in++];
            if (n >= 0) {
                int last = Math.min(in + n, end - 1);
                for (; in <= last && out < target.length; out += step) {
                    target[out] = from[in++];
                }
            } else if (n != -128) {
                if (in >= end) {
                    throw Broken.cutOff(RLE);
                }
                byte value = from[in++];
                for (int k = 0; k <= -n && out < target.length; k++, out += step) {
                    target[out] = value;
                }
            }
        }
    }

    private static long number(byte[] b, int at) {
        return (b[at] & 0xffL) | (b[at + 1] & 0xffL) << 8 | (b[at + 2] & 0xffL) << 16 | (b[at + 3] & 0xffL) << 24;
    }
}
