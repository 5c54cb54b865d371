package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungmentor.dicom.Refusals.assertRefused;
import static org.lungmentor.dicom.codec.StreamBytes.hex;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.Reason;

/** What is looked at before a JPEG-LS stream is decoded, marker by marker (ITU-T T.87 C). */
class JpegLsHeaderTest {
    private static final PixelFormat WORDS = new PixelFormat(16, 16, 15, false);
    private static final FrameFormat FRAME = new FrameFormat(5, 7, WORDS);
    private static final String START = "ffd8";
    private static final String GREY_FRAME = "000b 0c 0005 0007 01 01 11 00"; // 12 bits, 5 x 7, one component

    private static final String LS_SCAN = "ffda 0008 01 01 00 00 00 00";

    @ParameterizedTest
    @CsvSource({ // MAXVAL, NEAR, T1, T2, T3 as T.87 C.2.4.1.1.1 has them
        "08, 0, 255, 3, 7, 21",
        "0c, 0, 4095, 18, 67, 276",
        "10, 0, 65535, 18, 67, 276",
        "08, 3, 255, 12, 22, 42",
        "06, 0, 63, 2, 3, 5",
        "02, 0, 3, 2, 3, 3"
    })
    void thresholdsFollowFromTheBitsAndTheError(String bits, int near, int maxVal, int t1, int t2, int t3) {
        String scan = String.format(Locale.ROOT, "ffda 0008 01 01 00 %02x 00 00", near);
        JpegLsHeader header = JpegLsHeader.read(hex(START + "fff7" + GREY_FRAME.replace("0c", bits) + scan), FRAME);
        assertThat(header).isEqualTo(new JpegLsHeader(maxVal, near, t1, t2, t3, 64, 2 + 2 + 11 + 2 + 8));
    }

    @Test
    void presetParametersCount() {
        JpegLsHeader header = ls("fff8 000d 01 0064 0005 0009 0014 0020", LS_SCAN);
        assertThat(header).isEqualTo(new JpegLsHeader(100, 0, 5, 9, 20, 32, 2 + 13 + 15 + 10));
    }

    @ParameterizedTest
    @CsvSource({
        "fff8 000d 02 0000 0000 0000 0000 0000, UNSUPPORTED_TRANSFER_SYNTAX, mapping tables",
        "ffdd 0004 0001, UNSUPPORTED_TRANSFER_SYNTAX, restart intervals",
        "fff8 000d 01 1000 0000 0000 0000 0000, BAD_DICOM, largest sample", // 4096 of 12 bits
        "fff8 000d 01 0064 0070 0000 0000 0000, BAD_DICOM, thresholds", // T1 above MAXVAL
        "fff8 000d 01 0064 0009 0005 0014 0000, BAD_DICOM, thresholds", // T2 below T1
        "fff8 000d 01 0064 0000 0000 0000 0002, BAD_DICOM, never kept"
    })
    void parametersThatCannotBeAreRefused(String segment, Reason reason, String message) {
        assertRefused(reason, message, () -> ls(segment, LS_SCAN));
    }

    @ParameterizedTest
    @CsvSource({
        "02 01 00 00 00 00, UNSUPPORTED_TRANSFER_SYNTAX", // two components
        "01 01 01 00 00 00, UNSUPPORTED_TRANSFER_SYNTAX", // a mapping table
        "01 01 00 00 00 01, UNSUPPORTED_TRANSFER_SYNTAX", // a point transform
        "01 01 00 00 01 00, BAD_DICOM" // interleaved
    })
    void scansOfAnotherKindAreRefused(String scan, Reason reason) {
        assertRefused(reason, "", () -> ls("", "ffda 0008" + scan));
    }

    @Test
    void theErrorIsAtMostHalfTheLargestSample() {
        String preset = "fff8 000d 01 0064 0000 0000 0000 0000"; // 100
        assertThat(ls(preset, "ffda 0008 01 01 00 32 00 00").near()).isEqualTo(50);
        assertRefused(Reason.BAD_DICOM, "error makes no sense", () -> ls(preset, "ffda 0008 01 01 00 33 00 00"));
        assertRefused(Reason.BAD_DICOM, "before its frame", () -> JpegLsHeader.read(hex(START + LS_SCAN), FRAME));
    }

    private static JpegLsHeader ls(String segment, String scan) {
        return JpegLsHeader.read(hex(START + "fff7" + GREY_FRAME + segment + scan), FRAME);
    }
}
