package org.lungmentor.dicom.codec;

import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflated Image Frame (PS3.5 A.4.13): a frame's native bytes, deflated (RFC 1951). */
public final class DeflatedFrameDecoder implements PixelDecoder {
    private static final String DEFLATED = "deflated";

    @Override
    public String name() {
        return "JDK, java.util.zip";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of("1.2.840.10008.1.2.8.1");
    }

    @Override
    public void decode(byte[] compressed, FrameFormat frame, byte[] target) {
        boolean bits = frame.pixels().bitsAllocated() == 1;
        byte[] inflated = bits ? new byte[(frame.area() + 7) / 8] : target;
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            int have = 0;
            while (have < inflated.length) {
                int n = inflater.inflate(inflated, have, inflated.length - have);
                if (n == 0) {
                    throw Broken.cutOff(DEFLATED);
                }
                have += n;
            }
        } catch (DataFormatException broken) {
            throw Broken.frame(DEFLATED, "it cannot be inflated", broken);
        } finally {
            inflater.end();
        }
        if (bits) {
            unpackBits(inflated, 0, frame.area(), target);
        }
    }

    /** Pixels of one bit, the first in the lowest bit of its byte (PS3.5 8.1.1), to a byte each. */
    public static void unpackBits(byte[] packed, int firstBit, int count, byte[] target) {
        for (int i = 0; i < count; i++) {
            int bit = firstBit + i;
            target[i] = (byte) ((packed[bit >> 3] >> (bit & 7)) & 1);
        }
    }
}
