package org.lungmentor.dicom.codec;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A code stream for ImageIO that jai-imageio cannot read for ever. Its end is an exception: jai-imageio takes the usual -1 for
 * a byte of ones and looks for a zero among them. So are two bytes of ones, read one by one, which no packet header has (ISO/IEC
 * 15444-1 B.10.1): after them jai-imageio sees ones and reads no more.
 */
final class CodeStreamInput extends ImageInputStreamImpl {
    private final byte[] bytes;
    private final int start;
    private long afterOnes = -1;

    CodeStreamInput(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= length()) {
            throw new EOFException();
        }
        int value = bytes[start + (int) streamPos] & 0xff;
        if (value == 0xff) {
            if (streamPos == afterOnes) {
                throw new IOException("two bytes of ones in a packet header");
            }
            afterOnes = streamPos + 1;
        }
        streamPos++;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        int n = (int) Math.min(count, length() - streamPos);
        if (n <= 0 && count > 0) {
            throw new EOFException();
        }
        System.arraycopy(bytes, start + (int) streamPos, target, offset, n);
        streamPos += n;
        return n;
    }

    @Override
    public long length() {
        return bytes.length - (long) start;
    }
}
