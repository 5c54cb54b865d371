package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungmentor.dicom.Refusals.assertRefused;
import static org.lungmentor.dicom.codec.StreamBytes.hex;
import static org.lungmentor.dicom.codec.StreamBytes.join;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** What is looked at before a JPEG stream is decoded, marker by marker (ITU-T T.81 B.1 and B.2). */
class JpegSegmentsTest {
    private static final PixelFormat WORDS = new PixelFormat(16, 16, 15, false);
    private static final FrameFormat FRAME = new FrameFormat(5, 7, WORDS);
    private static final String START = "ffd8";
    private static final String GREY_FRAME = "000b 0c 0005 0007 01 01 11 00"; // 12 bits, 5 x 7, one component

    private static final String SCAN = "ffda 0008 01 01 00 00 3f 00";

    @Test
    void segmentsAreWalkedOverFillBytes() {
        JpegSegments segments = new JpegSegments("JPEG", hex(START + "ffffffc0" + GREY_FRAME + "fffe 0002" + SCAN));
        assertThat(segments.next()).isEqualTo(0xc0);
        assertThat(segments.length()).isEqualTo(9);
        assertThat(segments.checkFrame(FRAME)).isEqualTo(12);
        assertThat(segments.next()).as("an empty comment").isEqualTo(0xfe);
        assertThat(segments.length()).isZero();
        assertThat(segments.next()).isEqualTo(JpegSegments.SOS);
        assertThat(segments.end()).isEqualTo(2 + 2 + 13 + 4 + 10);
        assertRefused(Reason.TRUNCATED, "too early", segments::next);
    }

    @ParameterizedTest
    @CsvSource({
        "ff, does not begin",
        "ffd9 0000, does not begin",
        "00d8 0000, does not begin",
        "ffd8 00c0 0002, no marker",
        "ffd8 ffc0 0001 00, shorter than its own length",
        "ffd8 ffd9 0002 00, ends before any scan",
        "ffd8 ffc0 0003, too early",
        "ffd8 ffff ffff, too early"
    })
    void segmentsThatLieAreRefused(String hex, String message) {
        assertThatThrownBy(() -> new JpegSegments("JPEG", hex(hex)).next())
                .isInstanceOf(CaseRefused.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0c 0005 0007 01, 12, ''",
        "08 0005 0007 01, 8, ''",
        "02 0005 0007 01, 2, ''",
        "10 0005 0007 01, 16, ''",
        "01 0005 0007 01, 0, 1 bits",
        "11 0005 0007 01, 0, 17 bits",
        "0c 0006 0007 01, 0, 7 x 6 pixels where the file says 7 x 5",
        "0c 0005 0008 01, 0, 8 x 5 pixels",
        "0c 0005 0007 03, 0, 3 components",
        "0c 0005 0007, 0, a segment is too short"
    })
    void aFrameIsOneGreyComponentOfTheFilesSize(String hex, int precision, String message) {
        byte[] content = hex(hex);
        byte[] stream = join(hex("ffd8 ffc1"), new byte[] {0, (byte) (content.length + 2)}, content, hex(SCAN));
        JpegSegments segments = new JpegSegments("JPEG", stream);
        assertThat(segments.next()).isEqualTo(0xc1);
        if (message.isEmpty()) {
            assertThat(segments.checkFrame(FRAME)).isEqualTo(precision);
        } else {
            assertThatThrownBy(() -> segments.checkFrame(FRAME))
                    .isInstanceOf(CaseRefused.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void moreBitsThanAllocatedAreRefused() {
        FrameFormat bytes = new FrameFormat(5, 7, new PixelFormat(8, 8, 7, false));
        JpegSegments segments = new JpegSegments("JPEG", hex(START + "ffc0" + GREY_FRAME));
        assertThat(segments.next()).isEqualTo(0xc0);
        assertRefused(Reason.BAD_DICOM, "12 bits", () -> segments.checkFrame(bytes));
    }

    @Test
    void framesAreSof0To15AndNothingElse() {
        for (int marker = 0; marker < 256; marker++) {
            boolean frame = marker >> 4 == 0xc && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            assertThat(JpegSegments.isFrame(marker))
                    .as(Integer.toHexString(marker))
                    .isEqualTo(frame);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ffc2, SOF2", // progressive
        "ffc9, SOF9", // arithmetic
        "ffc3, SOF3" // lossless
    })
    void processesThatAreNotDecodedAreNamed(String marker, String name) {
        byte[] stream = hex(START + marker + GREY_FRAME + SCAN);
        assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "process " + name, () -> new JpegDctDecoder()
                .decode(stream, FRAME, new byte[FRAME.bytes()]));
        if (!name.equals("SOF3")) {
            assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "process " + name, () -> new JpegLosslessDecoder()
                    .decode(stream, FRAME, new byte[FRAME.bytes()]));
        }
    }

    @Test
    void aScanBeforeItsFrameOrTablesIsRefused() {
        byte[] nothing = hex(START + SCAN + "00000000");
        byte[] noTables = hex(START + "ffc1" + GREY_FRAME + SCAN + "00000000");
        for (byte[] stream : new byte[][] {nothing, noTables}) {
            assertRefused(Reason.BAD_DICOM, "before its frame", () -> new JpegDctDecoder()
                    .decode(stream, FRAME, new byte[FRAME.bytes()]));
        }
        assertRefused(Reason.BAD_DICOM, "before its frame", () -> new JpegLosslessDecoder()
                .decode(nothing, FRAME, new byte[FRAME.bytes()]));
        byte[] ten = hex(START + "ffc1" + GREY_FRAME.replace("0c", "0a") + SCAN);
        assertRefused(
                Reason.BAD_DICOM, "10 bits", () -> new JpegDctDecoder().decode(ten, FRAME, new byte[FRAME.bytes()]));
    }
}
