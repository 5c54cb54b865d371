package org.lungmentor.dicom.codec;

/** The entropy-coded bits of a JPEG scan (T.81 F.2.2): after a byte FF a stuffed 00 is dropped; a marker ends them. */
final class HuffmanBits {
    private final String codec;
    private final byte[] bytes;
    private int at;
    private long bits;
    private int have;

    HuffmanBits(String codec, byte[] bytes, int start) {
        this.codec = codec;
        this.bytes = bytes;
        this.at = start;
    }

    /** The next code's value. */
    int code(HuffmanTable table) {
        int code = 0;
        for (int length = 1; length <= 16; length++) {
            code = code << 1 | read(1);
            if (code <= table.last()[length]) {
                int index = table.offset()[length] + code - table.first()[length];
                if (index < table.offset()[length] || index >= table.values().length) {
                    break;
                }
                return table.values()[index] & 0xff;
            }
        }
        throw Broken.frame(codec, "there is no such code");
    }

    /** A number of {@code size} bits as T.81 extends its sign (F.2.2.1). */
    int signed(int size) {
        if (size == 0) {
            return 0;
        }
        if (size > 16) {
            throw Broken.frame(codec, "a number of " + size + " bits");
        }
        int value = read(size);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    /** Passes a restart marker. */
    void restart() {
        have = 0;
        while (at + 1 < bytes.length) {
            if (bytes[at] == (byte) 0xff && (bytes[at + 1] & 0xf8) == 0xd0) {
                at += 2;
                return;
            }
            at++;
        }
        throw Broken.cutOff(codec);
    }

    private int read(int count) {
        while (have < count) {
            if (at >= bytes.length) {
                throw Broken.cutOff(codec);
            }
            int value = bytes[at++] & 0xff;
            if (value == 0xff) {
                if (at >= bytes.length || bytes[at] != 0) {
                    throw Broken.cutOff(codec); // a marker
                }
                at++;
            }
            bits = bits << 8 | value;
            have += 8;
        }
        have -= count;
        return (int) (bits >>> have) & ((1 << count) - 1);
    }
}
