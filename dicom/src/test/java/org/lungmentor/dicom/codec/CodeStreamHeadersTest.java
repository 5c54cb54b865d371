package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** What is looked at before anything is decoded: headers written out here, marker by marker. */
class CodeStreamHeadersTest {
    private static final PixelFormat WORDS = new PixelFormat(16, 16, 15, false);
    private static final FrameFormat FRAME = new FrameFormat(5, 7, WORDS);

    // JPEG 2000, ISO/IEC 15444-1 A.5

    @Test
    void aPlainCodeStreamIsTaken() {
        assertThat(Jpeg2000Header.check(new Jpeg2000().bytes(), FRAME)).isZero();
    }

    @Test
    void aCodeStreamWithinAJp2FileIsFound() {
        byte[] wrapped = join(new byte[85], new Jpeg2000().bytes());
        assertThat(Jpeg2000Header.check(wrapped, FRAME)).isEqualTo(85);
        assertRefused(Reason.BAD_DICOM, "no code stream", () -> Jpeg2000Header.check(new byte[100], FRAME));
        byte[] late = join(new byte[4096], new Jpeg2000().bytes());
        assertRefused(Reason.BAD_DICOM, "no code stream", () -> Jpeg2000Header.check(late, FRAME));
        assertThat(Jpeg2000Header.check(join(new byte[4095], new Jpeg2000().bytes()), FRAME))
                .isEqualTo(4095);
    }

    @Test
    void theSizeIsThatOfTheFile() {
        Jpeg2000 shifted = new Jpeg2000();
        shifted.left = 3;
        shifted.top = 65_535;
        assertThat(Jpeg2000Header.check(shifted.bytes(), FRAME)).isZero();
        shifted.top = 65_536;
        assertRefused(Reason.BAD_DICOM, "7 x 5 pixels", shifted);
        shifted.top = 0;
        shifted.left = 65_536;
        assertRefused(Reason.BAD_DICOM, "7 x 5 pixels", shifted);
        Jpeg2000 wide = new Jpeg2000();
        wide.columns = 8;
        assertRefused(Reason.BAD_DICOM, "8 x 5 pixels where the file says 7 x 5", wide);
        Jpeg2000 high = new Jpeg2000();
        high.rows = 6;
        assertRefused(Reason.BAD_DICOM, "7 x 6 pixels", high);
    }

    @ParameterizedTest
    @CsvSource({
        "4095, 1, 1, 1, true",
        "4096, 1, 1, 1, false",
        "64, 64, 1, 1, false",
        "128, 128, 2, 3, true",
        "128, 128, 2, 2, false",
        "8, 8, 0, 8, false",
        "8, 8, 8, 0, false"
    })
    void fewerThan4096Tiles(int columns, int rows, int width, int height, boolean taken) {
        Jpeg2000 stream = new Jpeg2000();
        stream.columns = columns;
        stream.rows = rows;
        stream.tileWidth = width;
        stream.tileHeight = height;
        FrameFormat frame = new FrameFormat(rows, columns, WORDS);
        if (taken) {
            assertThat(Jpeg2000Header.check(stream.bytes(), frame)).isZero();
        } else {
            assertRefused(Reason.BAD_DICOM, "too many tiles", () -> Jpeg2000Header.check(stream.bytes(), frame));
        }
    }

    @Test
    void oneComponentWithoutSubsamplingOfBitsThatFit() {
        Jpeg2000 stream = new Jpeg2000();
        stream.components = 3;
        assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "3 components", stream);
        stream = new Jpeg2000();
        stream.bits = 16; // stored as bits - 1
        assertRefused(Reason.BAD_DICOM, "17 bits", stream);
        Jpeg2000 bytes = new Jpeg2000();
        bytes.bits = 8;
        assertRefused(
                Reason.BAD_DICOM,
                "9 bits",
                () -> Jpeg2000Header.check(bytes.bytes(), new FrameFormat(5, 7, new PixelFormat(8, 8, 7, false))));
        bytes.bits = 7;
        assertThat(Jpeg2000Header.check(bytes.bytes(), new FrameFormat(5, 7, new PixelFormat(1, 1, 0, false))))
                .isZero();
        Jpeg2000 signed = new Jpeg2000();
        signed.bits = 0x8f;
        assertRefused(Reason.BAD_DICOM, "have a sign", signed);
        assertThat(Jpeg2000Header.check(signed.bytes(), new FrameFormat(5, 7, new PixelFormat(16, 16, 15, true))))
                .isZero();
        Jpeg2000 across = new Jpeg2000();
        across.stepAcross = 2;
        assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "subsampling", across);
        Jpeg2000 down = new Jpeg2000();
        down.stepDown = 2;
        assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "subsampling", down);
    }

    @ParameterizedTest
    @CsvSource({
        "00 00 0100 00 20 04 04 00 00, true", // 256 layers, 32 levels, blocks of 64 x 64
        "00 00 0101 00 05 04 04 00 00, false", // 257 layers
        "00 00 0001 00 21 04 04 00 00, false", // 33 levels
        "00 00 0001 00 05 08 00 00 00, true", // blocks of 1024 x 4
        "00 00 0001 00 05 09 00 00 00, false", // 2048 x 4
        "00 00 0001 00 05 00 09 00 00, false",
        "00 00 0001 00 05 05 04 00 00, false", // 128 x 64: more than 4096 samples
        "01 00 0001 00 01 04 04 00 00 2222, true", // precincts of 4 x 4, two levels
        "01 00 0001 00 01 04 04 00 00 2212, false",
        "01 00 0001 00 01 04 04 00 00 2221, false",
        "00 00 0001 00 01 04 04 00 00 2212, true" // no precincts: the bytes mean nothing
    })
    void layersLevelsBlocksAndPrecinctsAsRealEncodersHaveThem(String hex, boolean taken) {
        for (boolean inTile : new boolean[] {false, true}) {
            Jpeg2000 stream = new Jpeg2000();
            if (inTile) {
                stream.tileCoding = hex;
            } else {
                stream.coding = hex;
            }
            if (taken) {
                assertThat(Jpeg2000Header.check(stream.bytes(), FRAME)).isZero();
            } else {
                assertRefused(Reason.BAD_DICOM, "", stream);
            }
        }
    }

    @Test
    void markersThatNothingDecodes() {
        Jpeg2000 stream = new Jpeg2000();
        stream.extra = "ff50 0006 00000000";
        assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "high throughput", stream);
        for (String packed : new String[] {"ff60 0003 00", "ff61 0003 00"}) {
            stream.extra = packed;
            assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "packed packet headers", stream);
        }
        stream.extra = "fe00 0003 00";
        assertRefused(Reason.BAD_DICOM, "no marker", stream);
        stream.extra = "ff64 0005 000141"; // a comment
        assertThat(Jpeg2000Header.check(stream.bytes(), FRAME)).isZero();
        stream.extra = "";
        stream.tileExtra = "ff61 0003 00";
        assertRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "packed packet headers", stream);
    }

    @Test
    void tilePartsAreAllThere() {
        Jpeg2000 stream = new Jpeg2000();
        stream.tileLength = 0; // up to the end
        assertThat(Jpeg2000Header.check(stream.bytes(), FRAME)).isZero();
        stream.tileLength = 11;
        assertRefused(Reason.BAD_DICOM, "shorter than its own header", stream);
        stream.tileLength = 18;
        assertThat(Jpeg2000Header.check(stream.bytes(), FRAME)).isZero();
        stream.tileLength = 1000;
        assertRefused(Reason.TRUNCATED, "too early", stream);
        byte[] whole = new Jpeg2000().bytes();
        for (int length = 4; length < whole.length - 6; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Jpeg2000Header.check(cut, FRAME))
                    .as("cut to " + length)
                    .isInstanceOf(CaseRefused.class);
        }
    }

    /** A code stream's main header and one tile-part without data. */
    private static final class Jpeg2000 {
        int columns = 7;
        int rows = 5;
        int left;
        int top;
        int tileWidth = 512;
        int tileHeight = 512;
        int components = 1;
        int bits = 15;
        int stepAcross = 1;
        int stepDown = 1;
        String coding = "00 00 0001 00 05 04 04 00 00";
        String extra = "";
        String tileCoding = "";
        String tileExtra = "";
        int tileLength = -1;

        byte[] bytes() {
            ByteBuffer size = ByteBuffer.allocate(45);
            size.putInt(0xff4fff51).putShort((short) 41).putShort((short) 0);
            size.putInt(left + columns).putInt(top + rows).putInt(left).putInt(top);
            size.putInt(tileWidth).putInt(tileHeight).putInt(0).putInt(0);
            size.putShort((short) components)
                    .put((byte) bits)
                    .put((byte) stepAcross)
                    .put((byte) stepDown);
            byte[] tileHeader = join(coding(tileCoding), hex(tileExtra), hex("ff93"));
            int length = 12 + tileHeader.length + 4;
            ByteBuffer tile = ByteBuffer.allocate(12);
            tile.putShort((short) 0xff90).putShort((short) 10).putShort((short) 0);
            tile.putInt(tileLength < 0 ? length : tileLength).put((byte) 0).put((byte) 1);
            return join(size.array(), hex(extra), coding(coding), tile.array(), tileHeader, new byte[4], hex("ffd9"));
        }

        private static byte[] coding(String hex) {
            byte[] content = hex(hex);
            return content.length == 0
                    ? content
                    : join(hex("ff52"), new byte[] {0, (byte) (content.length + 2)}, content);
        }
    }

    private static void assertRefused(Reason reason, String message, Jpeg2000 stream) {
        assertRefused(reason, message, () -> Jpeg2000Header.check(stream.bytes(), FRAME));
    }

    // JPEG, ITU-T T.81 B.1 and B.2

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

    // JPEG-LS, ITU-T T.87 C

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

    private static void assertRefused(Reason reason, String message, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
