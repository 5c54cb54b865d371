package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungmentor.dicom.Refusals.assertRefused;
import static org.lungmentor.dicom.codec.StreamBytes.hex;
import static org.lungmentor.dicom.codec.StreamBytes.join;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** What is looked at before a JPEG 2000 code stream is decoded, marker by marker (ISO/IEC 15444-1 A.5). */
class Jpeg2000HeaderTest {
    private static final PixelFormat WORDS = new PixelFormat(16, 16, 15, false);
    private static final FrameFormat FRAME = new FrameFormat(5, 7, WORDS);

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
        assertStreamRefused(Reason.BAD_DICOM, "7 x 5 pixels", shifted);
        shifted.top = 0;
        shifted.left = 65_536;
        assertStreamRefused(Reason.BAD_DICOM, "7 x 5 pixels", shifted);
        Jpeg2000 wide = new Jpeg2000();
        wide.columns = 8;
        assertStreamRefused(Reason.BAD_DICOM, "8 x 5 pixels where the file says 7 x 5", wide);
        Jpeg2000 high = new Jpeg2000();
        high.rows = 6;
        assertStreamRefused(Reason.BAD_DICOM, "7 x 6 pixels", high);
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
        assertStreamRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "3 components", stream);
        stream = new Jpeg2000();
        stream.bits = 16; // stored as bits - 1
        assertStreamRefused(Reason.BAD_DICOM, "17 bits", stream);
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
        assertStreamRefused(Reason.BAD_DICOM, "have a sign", signed);
        assertThat(Jpeg2000Header.check(signed.bytes(), new FrameFormat(5, 7, new PixelFormat(16, 16, 15, true))))
                .isZero();
        Jpeg2000 across = new Jpeg2000();
        across.stepAcross = 2;
        assertStreamRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "subsampling", across);
        Jpeg2000 down = new Jpeg2000();
        down.stepDown = 2;
        assertStreamRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "subsampling", down);
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
                assertStreamRefused(Reason.BAD_DICOM, "", stream);
            }
        }
    }

    @Test
    void markersThatNothingDecodes() {
        Jpeg2000 stream = new Jpeg2000();
        stream.extra = "ff50 0006 00000000";
        assertStreamRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "high throughput", stream);
        for (String packed : new String[] {"ff60 0003 00", "ff61 0003 00"}) {
            stream.extra = packed;
            assertStreamRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "packed packet headers", stream);
        }
        stream.extra = "fe00 0003 00";
        assertStreamRefused(Reason.BAD_DICOM, "no marker", stream);
        stream.extra = "ff64 0005 000141"; // a comment
        assertThat(Jpeg2000Header.check(stream.bytes(), FRAME)).isZero();
        stream.extra = "";
        stream.tileExtra = "ff61 0003 00";
        assertStreamRefused(Reason.UNSUPPORTED_TRANSFER_SYNTAX, "packed packet headers", stream);
    }

    @Test
    void tilePartsAreAllThere() {
        Jpeg2000 stream = new Jpeg2000();
        stream.tileLength = 0; // up to the end
        assertThat(Jpeg2000Header.check(stream.bytes(), FRAME)).isZero();
        stream.tileLength = 11;
        assertStreamRefused(Reason.BAD_DICOM, "shorter than its own header", stream);
        stream.tileLength = 18;
        assertThat(Jpeg2000Header.check(stream.bytes(), FRAME)).isZero();
        stream.tileLength = 1000;
        assertStreamRefused(Reason.TRUNCATED, "too early", stream);
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

    private static void assertStreamRefused(Reason reason, String message, Jpeg2000 stream) {
        assertRefused(reason, message, () -> Jpeg2000Header.check(stream.bytes(), FRAME));
    }
}
