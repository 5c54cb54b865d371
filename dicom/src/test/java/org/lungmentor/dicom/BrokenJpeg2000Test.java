package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungmentor.dicom.codec.FrameFormat;
import org.lungmentor.dicom.codec.Jpeg2000Decoder;
import org.lungmentor.dicom.codec.PixelFormat;
import org.lungmentor.imaging.CaseRefused;

/** Code streams on which the library alone would never end. */
@Tag("real-data")
@Timeout(60)
class BrokenJpeg2000Test {
    private static final FrameFormat FORMAT = new FrameFormat(512, 512, new PixelFormat(16, 16, 15, true));

    @Test
    void onesInAPacketHeaderAreRefused() throws IOException {
        byte[] stream = stream();
        int header = marker(stream, 0x93) + 2;
        Arrays.fill(stream, header, header + 4, (byte) 0xff);
        assertRefused(stream);
    }

    @Test
    void packedPacketHeadersAreRefused() throws IOException {
        byte[] stream = stream();
        stream[marker(stream, 0x64) + 1] = 0x60; // the comment becomes PPM
        assertRefused(stream);
    }

    @Test
    void aStreamThatEndsWithinItsTileIsRefused() throws IOException {
        byte[] stream = stream();
        assertRefused(Arrays.copyOf(stream, stream.length / 2));
    }

    private static void assertRefused(byte[] stream) {
        assertThatThrownBy(() -> new Jpeg2000Decoder().decode(stream, FORMAT, new byte[FORMAT.bytes()]))
                .isInstanceOf(CaseRefused.class);
    }

    private static byte[] stream() throws IOException {
        byte[] file = Zoo.files().entrySet().stream()
                .filter(one -> one.getKey().endsWith("CT1_J2KR.dcm"))
                .findFirst()
                .orElseThrow()
                .getValue();
        return Arrays.copyOfRange(file, marker(file, 0x4f), file.length);
    }

    /** Where the first such marker with another one or a length behind it begins. */
    private static int marker(byte[] b, int code) {
        for (int i = 0; i + 3 < b.length; i++) {
            boolean found = (b[i] & 0xff) == 0xff && (b[i + 1] & 0xff) == code;
            if (found && (code != 0x4f || (b[i + 2] & 0xff) == 0xff)) {
                return i;
            }
        }
        throw new IllegalStateException("no marker " + code);
    }
}
