package org.lungmentor.dicom.codec;

/**
 * The main header of a JPEG 2000 code stream (ISO/IEC 15444-1 A), read for one thing: what a decoder would allocate follows
 * from it, so it must agree with the file, and ask for no more tiles, blocks and layers than real encoders do.
 */
final class Jpeg2000Header {
    static final String JPEG_2000 = "JPEG 2000";

    private static final int SOC_SIZ = 0xff4fff51;
    private static final int SIZ = 0xff51;
    private static final int CAP = 0xff50;
    private static final int COD = 0xff52;
    private static final int PPM = 0xff60;
    private static final int PPT = 0xff61;
    private static final int SOT = 0xff90;
    private static final int SOD = 0xff93;
    private static final int LARGEST_WRAPPER = 4096;
    private static final int MOST_TILES = 4096;
    private static final int MOST_LEVELS = 32;
    private static final int MOST_LAYERS = 256;

    private Jpeg2000Header() {}

    /** Returns where the code stream begins: a JP2 file wraps it. */
    static int check(byte[] b, FrameFormat frame) {
        int start = 0;
        while (start + 4 <= b.length && start < LARGEST_WRAPPER && (int) number(b, start, 4) != SOC_SIZ) {
            start++;
        }
        if (start + 4 > b.length || start == LARGEST_WRAPPER) {
            throw Broken.frame(JPEG_2000, "it has no code stream");
        }
        int at = start + 2;
        while (true) {
            int marker = (int) number(b, at, 2);
            if (marker == SOT) {
                tileParts(b, at);
                return start;
            }
            if (marker == SIZ) {
                size(b, at + 4, frame);
            } else if (marker == COD) {
                coding(b, at + 4);
            } else if (marker == CAP) {
                throw Broken.unsupported(JPEG_2000, "part 15, high throughput");
            } else {
                plain(marker);
            }
            at += 2 + Math.max(2, (int) number(b, at + 2, 2));
        }
    }

    /** Packet headers gathered elsewhere are read beyond their end, for ever, by jai-imageio. */
    private static void plain(int marker) {
        if (marker == PPM || marker == PPT) {
            throw Broken.unsupported(JPEG_2000, "packed packet headers");
        }
        if (marker < 0xff00) {
            throw Broken.frame(JPEG_2000, "there is no marker where one was due");
        }
    }

    /** The decoder fills up what is missing of a cut-off stream and says nothing: its tile-parts must be all there. */
    private static void tileParts(byte[] b, int from) {
        long at = from;
        while (at + 1 < b.length && number(b, (int) at, 2) == SOT) {
            long length = number(b, (int) at + 6, 4);
            tilePartHeader(b, (int) at + 12);
            if (length == 0) { // up to the end
                return;
            }
            if (length < 12) {
                throw Broken.frame(JPEG_2000, "a part is shorter than its own header");
            }
            at += length;
        }
        if (at > b.length) {
            throw Broken.cutOff(JPEG_2000);
        }
    }

    private static void tilePartHeader(byte[] b, int from) {
        int at = from;
        for (int marker = (int) number(b, at, 2); marker != SOD; marker = (int) number(b, at, 2)) {
            plain(marker);
            if (marker == COD) {
                coding(b, at + 4);
            }
            at += 2 + Math.max(2, (int) number(b, at + 2, 2));
        }
    }

    private static void size(byte[] b, int at, FrameFormat frame) {
        long left = number(b, at + 10, 4);
        long top = number(b, at + 14, 4);
        long columns = number(b, at + 2, 4) - left;
        long rows = number(b, at + 6, 4) - top;
        if (columns != frame.columns() || rows != frame.rows() || left > 65535 || top > 65535) {
            throw Broken.frame(
                    JPEG_2000,
                    "it has " + columns + " x " + rows + " pixels where the file says " + frame.columns() + " x "
                            + frame.rows());
        }
        if (number(b, at + 34, 2) != 1) {
            throw Broken.unsupported(JPEG_2000, number(b, at + 34, 2) + " components");
        }
        long width = number(b, at + 18, 4);
        long height = number(b, at + 22, 4);
        long across = width == 0 ? MOST_TILES : (columns + left + width - 1) / width;
        long down = height == 0 ? MOST_TILES : (rows + top + height - 1) / height;
        if (across * down >= MOST_TILES) {
            throw Broken.frame(JPEG_2000, "it has too many tiles");
        }
        long precision = (number(b, at + 36, 1) & 0x7f) + 1;
        if (precision > Math.max(8, frame.pixels().bitsAllocated()) || precision > 16) {
            throw Broken.frame(JPEG_2000, "it has " + precision + " bits a pixel");
        }
        boolean signed = number(b, at + 36, 1) >= 0x80;
        if (signed && !frame.pixels().signed()) {
            throw Broken.frame(JPEG_2000, "its pixels have a sign where the file says they have none");
        }
        if (number(b, at + 37, 1) != 1 || number(b, at + 38, 1) != 1) {
            throw Broken.unsupported(JPEG_2000, "subsampling");
        }
    }

    private static void coding(byte[] b, int at) {
        boolean hasPrecincts = (number(b, at, 1) & 1) != 0;
        long levels = number(b, at + 5, 1);
        long blockWidth = number(b, at + 6, 1) + 2;
        long blockHeight = number(b, at + 7, 1) + 2;
        if (number(b, at + 2, 2) > MOST_LAYERS
                || levels > MOST_LEVELS
                || blockWidth > 10
                || blockHeight > 10
                || blockWidth + blockHeight > 12) {
            throw Broken.frame(JPEG_2000, "it has too many layers or levels, or blocks of a wrong size");
        }
        for (int level = 0; hasPrecincts && level <= levels; level++) {
            long size = number(b, at + 10 + level, 1);
            if ((size & 15) < 2 || size >> 4 < 2) {
                throw Broken.frame(JPEG_2000, "its precincts are too small");
            }
        }
    }

    private static long number(byte[] b, int at, int bytes) {
        if (at < 0 || at + bytes > b.length) {
            throw Broken.cutOff(JPEG_2000);
        }
        long value = 0;
        for (int k = 0; k < bytes; k++) {
            value = value << 8 | (b[at + k] & 0xff);
        }
        return value;
    }
}
