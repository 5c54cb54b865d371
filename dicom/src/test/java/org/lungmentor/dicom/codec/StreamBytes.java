package org.lungmentor.dicom.codec;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Code streams written out in tests. */
final class StreamBytes {
    private StreamBytes() {}

    /** Bytes of hexadecimal digits; blanks do not count. */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
