package org.lungmentor.dicom;

import java.io.IOException;
import org.lungmentor.dicom.codec.DeflatedFrameDecoder;
import org.lungmentor.dicom.codec.FrameFormat;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** Uncompressed frames, one behind the other (PS3.5 8.1.1); those of one bit a pixel may begin within a byte. */
final class NativeFrames implements FrameSource {
    private final ByteSource in;
    private final FrameFormat format;
    private final long length;
    private final boolean swapPairs;
    private long left;
    private int lastByte;
    private int bitsUsed; // of the last byte

    /**
     * @param length bytes of the pixel data element, as its header claims
     * @param swapPairs whether 8-bit pixels lie in 16-bit words of high byte first
     */
    NativeFrames(ByteSource in, FrameFormat format, long length, boolean swapPairs) {
        this.in = in;
        this.format = format;
        this.length = length;
        this.left = length;
        this.swapPairs = swapPairs;
    }

    @Override
    public byte[] next(byte[] reuse) throws IOException {
        if (format.pixels().bitsAllocated() == 1) {
            return bits(reuse);
        }
        byte[] frame = take(format.bytes(), reuse);
        for (int i = 1; swapPairs && i < frame.length; i += 2) {
            byte second = frame[i];
            frame[i] = frame[i - 1];
            frame[i - 1] = second;
        }
        return frame;
    }

    private byte[] bits(byte[] reuse) throws IOException {
        int first = bitsUsed;
        int before = first > 0 ? 1 : 0;
        int last = first + format.area();
        byte[] fresh = take((last + 7) / 8 - before, new byte[0]);
        byte[] packed = new byte[before + fresh.length];
        packed[0] = (byte) lastByte;
        System.arraycopy(fresh, 0, packed, before, fresh.length);
        lastByte = packed[packed.length - 1];
        bitsUsed = last & 7;
        byte[] frame = reuse.length == format.bytes() ? reuse : new byte[format.bytes()];
        DeflatedFrameDecoder.unpackBits(packed, first, format.area(), frame);
        return frame;
    }

    private byte[] take(int bytes, byte[] reuse) throws IOException {
        if (left < bytes) {
            throw new CaseRefused(
                    Reason.TRUNCATED,
                    "Pixel data of " + length
                            + " bytes is shorter than rows, columns and frames say: fetch the file again.");
        }
        left -= bytes;
        if (reuse.length != bytes) {
            return in.bytes(bytes);
        }
        in.read(reuse, 0, bytes);
        return reuse;
    }
}
