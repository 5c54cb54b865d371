package org.lungmentor.dicom.codec;

/** Walks the marker segments of a JPEG stream (ITU-T T.81 B.1.1) up to the entropy-coded data; nothing is believed beyond the bytes. */
final class JpegSegments {
    static final int SOI = 0xd8;
    static final int EOI = 0xd9;
    static final int SOS = 0xda;
    static final int DQT = 0xdb;
    static final int DHT = 0xc4;
    static final int DRI = 0xdd;
    static final int SOF_JPEG_LS = 0xf7;
    static final int LSE = 0xf8;

    private final String codec;
    private final byte[] bytes;
    private int marker;
    private int start;
    private int end;

    /** @param codec what messages call the stream */
    JpegSegments(String codec, byte[] bytes) {
        this.codec = codec;
        this.bytes = bytes;
        if (bytes.length < 4 || (bytes[0] & 0xff) != 0xff || (bytes[1] & 0xff) != SOI) {
            throw Broken.frame(codec, "it does not begin with a start of image");
        }
        this.end = 2;
    }

    /** Goes to the next segment and returns its marker, without the leading FF. */
    int next() {
        int at = end;
        require(at + 4);
        if ((bytes[at] & 0xff) != 0xff) {
            throw Broken.frame(codec, "there is no marker where one was due");
        }
        while ((bytes[at + 1] & 0xff) == 0xff) { // fill bytes
            at++;
            require(at + 4);
        }
        marker = bytes[at + 1] & 0xff;
        if (marker == EOI) {
            throw Broken.frame(codec, "it ends before any scan");
        }
        start = at + 4;
        end = at + 2 + ((bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff));
        if (end < start) {
            throw Broken.frame(codec, "a segment is shorter than its own length");
        }
        require(end);
        return marker;
    }

    /** Bytes of the segment's content. */
    int length() {
        return end - start;
    }

    int unsignedByte(int offset) {
        if (offset >= length()) {
            throw Broken.frame(codec, "a segment is too short");
        }
        return bytes[start + offset] & 0xff;
    }

    int unsignedShort(int offset) {
        return unsignedByte(offset) << 8 | unsignedByte(offset + 1);
    }

    /** Where what follows the segment begins: after SOS the entropy-coded data. */
    int end() {
        return end;
    }

    /** Whether a marker starts a frame (SOF0 to SOF15, DHT, JPG and DAC apart). */
    static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != 0xc8 && marker != 0xcc;
    }

    /** Refuses a start of frame that is not one grey component of the file's size; returns its precision. */
    int checkFrame(FrameFormat frame) {
        int precision = unsignedByte(0);
        int components = unsignedByte(5);
        if (components != 1) {
            throw Broken.unsupported(codec, components + " components");
        }
        if (unsignedShort(1) != frame.rows() || unsignedShort(3) != frame.columns()) {
            throw Broken.frame(
                    codec,
                    "it has " + unsignedShort(3) + " x " + unsignedShort(1) + " pixels where the file says "
                            + frame.columns() + " x " + frame.rows());
        }
        if (precision < 2
                || precision > 16
                || precision > Math.max(8, frame.pixels().bitsAllocated())) {
            throw Broken.frame(codec, "it has " + precision + " bits a pixel");
        }
        return precision;
    }

    private void require(int length) {
        if (length > bytes.length) {
            throw Broken.cutOff(codec);
        }
    }
}
