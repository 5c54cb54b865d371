package org.lungmentor.dicom;

import java.io.IOException;
import java.io.InputStream;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * Bytes of an untrusted file, read once from front to back through one buffer. Lengths are believed only as far as bytes
 * really come: a value's array grows with what was read, never with what a header promises.
 */
final class ByteSource {
    /** The most bytes that can be seen ahead. Most headers fit; frames are read past it. */
    static final int BUFFER = 1 << 14;

    private static final int CHUNK = 1 << 20;

    private final InputStream in;
    private final long limit;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private long consumed;
    private boolean bigEndian;

    /** @param limit the most bytes that may be read: what a deflated data set may inflate to */
    ByteSource(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    void setBigEndian(boolean bigEndian) {
        this.bigEndian = bigEndian;
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    /** Bytes read or skipped so far. */
    long position() {
        return consumed;
    }

    /** The next {@code count} bytes, at most {@link #BUFFER}, without consuming them; fewer where the file ends. */
    byte[] peek(int count) throws IOException {
        if (count > BUFFER) {
            throw new IllegalArgumentException(count + " bytes cannot be seen ahead");
        }
        fill(count);
        byte[] seen = new byte[Math.min(count, end - start)];
        System.arraycopy(buffer, start, seen, 0, seen.length);
        return seen;
    }

    boolean atEnd() throws IOException {
        return !fill(1);
    }

    int unsignedByte() throws IOException {
        require(1);
        consumed++;
        return buffer[start++] & 0xff;
    }

    int unsignedShort() throws IOException {
        require(2);
        int a = buffer[start] & 0xff;
        int b = buffer[start + 1] & 0xff;
        start += 2;
        consumed += 2;
        return bigEndian ? a << 8 | b : b << 8 | a;
    }

    /** An element's number: group and element are 16-bit numbers each. */
    int tag() throws IOException {
        int group = unsignedShort();
        return group << 16 | unsignedShort();
    }

    long unsignedInt() throws IOException {
        int first = unsignedShort();
        int second = unsignedShort();
        return (bigEndian ? first << 16 | second : second << 16 | first) & 0xffffffffL;
    }

    /** A value of the stated length; the array grows as bytes come. */
    byte[] bytes(int length) throws IOException {
        byte[] value = new byte[Math.min(length, CHUNK)];
        int have = 0;
        while (have < length) {
            if (have == value.length) {
                value = java.util.Arrays.copyOf(value, (int) Math.min(length, 2L * value.length));
            }
            int want = value.length - have;
            read(value, have, want);
            have += want;
        }
        return value;
    }

    /** Fills the part of the array, or refuses the file as cut off. */
    void read(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (start == end && length - done >= BUFFER) {
                int n = in.read(target, offset + done, length - done);
                if (n < 0) {
                    throw cutOff();
                }
                done += n;
                count(n);
                continue;
            }
            require(1);
            int n = Math.min(length - done, end - start);
            System.arraycopy(buffer, start, target, offset + done, n);
            start += n;
            done += n;
            count(n);
        }
    }

    void skip(long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (start == end && left > BUFFER) {
                long n = in.skip(left - 1); // the last byte is read, so that a skip beyond the end is seen
                left -= n;
                count(n);
            }
            require(1);
            int n = (int) Math.min(left, end - start);
            start += n;
            left -= n;
            count(n);
        }
    }

    private void count(long n) {
        consumed += n;
        if (consumed > limit) {
            throw new CaseRefused(
                    Reason.BAD_DICOM, "A deflated data set holds more than " + (limit >> 20) + " MiB; it is not read.");
        }
    }

    private void require(int count) throws IOException {
        if (!fill(count)) {
            throw cutOff();
        }
    }

    private CaseRefused cutOff() {
        return new CaseRefused(
                Reason.TRUNCATED,
                "A DICOM file ends after " + consumed + " bytes, in the middle of an element: fetch it again.");
    }

    private boolean fill(int count) throws IOException {
        while (end - start < count) {
            if (start + count > BUFFER) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            }
            int n = in.read(buffer, end, BUFFER - end);
            if (n < 0) {
                return false;
            }
            end += n;
        }
        return true;
    }
}
