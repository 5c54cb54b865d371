package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** Where one frame ends and the next begins. */
class FramesTest {
    private static final String RLE = "1.2.840.10008.1.2.5";
    private static final String DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1";

    @Test
    void aFragmentIsAFrameWhereTheOffsetTableIsEmpty() throws IOException {
        byte[] file = encapsulated(RLE, 3, new int[0], rle(1), rle(2), rle(3));
        assertThat(frames(file, 3)).containsExactly(plain(1), plain(2), plain(3));
    }

    @Test
    void fragmentsBelongToTheFrameThatTheOffsetTableSays() throws IOException {
        byte[] one = deflated(1);
        byte[] two = deflated(2);
        byte[][] parts = {
            Arrays.copyOf(one, 2), Arrays.copyOfRange(one, 2, one.length), two, new byte[] {0, 0},
        };
        int second = 8 + 2 + 8 + (one.length - 2);
        byte[] file = encapsulated(DEFLATED_FRAMES, 2, new int[] {0, second}, parts);
        assertThat(frames(file, 2)).containsExactly(plain(1), plain(2));
    }

    @Test
    void theOnlyFrameIsAllFragments() throws IOException {
        byte[] one = deflated(1);
        byte[] file = encapsulated(
                DEFLATED_FRAMES, 1, new int[0], Arrays.copyOf(one, 4), Arrays.copyOfRange(one, 4, one.length));
        assertThat(frames(file, 1)).containsExactly(plain(1));
    }

    @ParameterizedTest
    @CsvSource({"jpeg-baseline, 8, ''", "jpeg-2000, 16, ''", "jpeg-2000, 16, 0000000c6a5020200d0a870a"})
    void codeStreamsPartFramesWhereTheOffsetTableIsEmpty(String fixture, int bits, String wrapper) throws IOException {
        byte[] whole;
        try (InputStream in =
                Objects.requireNonNull(FramesTest.class.getResourceAsStream("/fixtures/codec/" + fixture + ".dcm"))) {
            whole = in.readAllBytes();
        }
        DicomReader single = DicomReader.open(new ByteArrayInputStream(whole)).orElseThrow();
        ImageFormat format = ImageFormat.of(single.header());
        byte[] expected = single.readFrame(new byte[0]);
        byte[] stream = codeStream(whole, HexFormat.of().parseHex(wrapper)); // a JP2 file's first box before it
        int half = stream.length / 2 & ~1;
        byte[] start = Arrays.copyOf(stream, half);
        byte[] rest = Arrays.copyOfRange(stream, half, stream.length);
        WritableAttributes image = image(format.frame().rows(), format.frame().columns(), 2)
                .number(Tag.BITS_ALLOCATED, bits)
                .number(Tag.BITS_STORED, format.frame().pixels().bitsStored())
                .number(Tag.HIGH_BIT, format.frame().pixels().highBit());
        byte[] file = encapsulated(image, single.syntax().uid(), new int[0], start, rest, start, rest);
        assertThat(frames(file, 2)).containsExactly(expected, expected);
    }

    @Test
    void fewerFramesThanSaidAreRefused() throws IOException {
        byte[] file = encapsulated(RLE, 3, new int[0], rle(1), rle(2));
        assertRefused(Reason.TRUNCATED, "2 of the 3 frames", file, 3);
        assertRefused(Reason.TRUNCATED, "0 of the 1 frames", encapsulated(RLE, 1, new int[0]), 1);
    }

    @Test
    void whatIsNoFragmentIsRefused() throws IOException {
        byte[] file = encapsulated(RLE, 2, new int[0], rle(1), rle(2));
        byte[] start = {(byte) 0xfe, (byte) 0xff, 0, (byte) 0xe0};
        int item = 0;
        for (int i = 132; i < file.length - 4; i++) {
            item = Arrays.equals(Arrays.copyOfRange(file, i, i + 4), start) ? i : item;
        }
        file[item + 2] = 1; // the last fragment's tag
        assertRefused(Reason.BAD_DICOM, "where a fragment was due", file, 2);
    }

    @Test
    void framesOfOneBitMayBeginWithinAByte() throws IOException {
        WritableAttributes image = image(1, 5, 3)
                .number(Tag.BITS_ALLOCATED, 1)
                .number(Tag.BITS_STORED, 1)
                .number(Tag.HIGH_BIT, 0);
        // fifteen pixels, the first in the lowest bit: 10110 01011 11100
        image.bytes(AttributesParser.PIXEL_DATA, "OB", new byte[] {(byte) 0b0100_1101, (byte) 0b0001_1111});
        assertThat(frames(bytes(image, TransferSyntax.EXPLICIT_LITTLE_ENDIAN), 3))
                .containsExactly(new byte[] {1, 0, 1, 1, 0}, new byte[] {0, 1, 0, 1, 1}, new byte[] {1, 1, 1, 0, 0});
    }

    @Test
    void bytesOfBigEndianWordsAreSwapped() throws IOException {
        WritableAttributes image = image(2, 3, 1)
                .number(Tag.BITS_ALLOCATED, 8)
                .number(Tag.BITS_STORED, 8)
                .number(Tag.HIGH_BIT, 7);
        image.bytes(AttributesParser.PIXEL_DATA, "OW", new byte[] {2, 1, 4, 3, 6, 5});
        assertThat(frames(bytes(image, TransferSyntax.EXPLICIT_BIG_ENDIAN), 1))
                .containsExactly(new byte[] {1, 2, 3, 4, 5, 6});
        image.bytes(AttributesParser.PIXEL_DATA, "OB", new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(frames(bytes(image, TransferSyntax.EXPLICIT_BIG_ENDIAN), 1))
                .containsExactly(new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(frames(bytes(image, TransferSyntax.EXPLICIT_LITTLE_ENDIAN), 1))
                .containsExactly(new byte[] {1, 2, 3, 4, 5, 6});
    }

    @Test
    void pixelDataShorterThanItsFramesIsRefused() throws IOException {
        WritableAttributes image = image(2, 2, 2).pixels(new short[7]);
        assertRefused(Reason.TRUNCATED, "14 bytes", bytes(image, TransferSyntax.EXPLICIT_LITTLE_ENDIAN), 2);
    }

    @Test
    void pixelDataThatDoesNotSuitItsSyntaxIsRefused() throws IOException {
        byte[] file = bytes(image(2, 2, 1).pixels(new short[4]), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        for (int i = 0; i < file.length - 20; i++) { // claims to be RLE
            if (new String(file, i, 20, StandardCharsets.ISO_8859_1).startsWith("1.2.840.10008.1.2.1\0")) {
                file[i + 18] = '5';
            }
        }
        assertRefused(Reason.BAD_DICOM, "in one piece", file, 1);
    }

    @Test
    void floatingPointPixelsAndNoPixelsAreRefused() throws IOException {
        WritableAttributes none = image(2, 2, 1);
        assertRefused(Reason.BAD_DICOM, "no pixel data", bytes(none, TransferSyntax.EXPLICIT_LITTLE_ENDIAN), 1);
        none.bytes(AttributesParser.FLOAT_PIXEL_DATA, "OF", new byte[16]);
        assertRefused(Reason.BAD_DICOM, "Floating point", bytes(none, TransferSyntax.EXPLICIT_LITTLE_ENDIAN), 1);
    }

    private static void assertRefused(Reason reason, String message, byte[] file, int frames) {
        assertThatThrownBy(() -> frames(file, frames))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static List<byte[]> frames(byte[] file, int count) throws IOException {
        byte[][] frames = new byte[count][];
        byte[] reuse = new byte[0];
        try (DicomReader reader =
                DicomReader.open(new ByteArrayInputStream(file)).orElseThrow()) {
            for (int f = 0; f < count; f++) {
                reuse = reader.readFrame(reuse);
                frames[f] = reuse.clone();
            }
        }
        return List.of(frames);
    }

    /** A frame of 2 x 2 pixels of 16 bits, low byte first. */
    private static byte[] plain(int n) {
        return new byte[] {(byte) n, 0, (byte) (10 * n), 1, 7, 2, 8, 3};
    }

    private static byte[] rle(int n) {
        byte[] plain = plain(n);
        ByteBuffer frame = ByteBuffer.allocate(64 + 2 * 5 + 2).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(2).putInt(64).putInt(69);
        frame.position(64);
        for (int plane = 1; plane >= 0; plane--) { // the high bytes first, each plane as four literal bytes
            frame.put((byte) 3);
            for (int i = plane; i < plain.length; i += 2) {
                frame.put(plain[i]);
            }
        }
        return frame.array();
    }

    private static byte[] deflated(int n) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain(n));
        deflater.finish();
        byte[] out = new byte[100];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length + length % 2);
    }

    private static WritableAttributes image(int rows, int columns, int frames) {
        return new WritableAttributes()
                .text(Tag.SOP_CLASS_UID, Uid.CT_IMAGE)
                .text(Tag.SOP_INSTANCE_UID, "1.2.3")
                .text(Tag.NUMBER_OF_FRAMES, Integer.toString(frames))
                .number(Tag.SAMPLES_PER_PIXEL, 1)
                .number(Tag.ROWS, rows)
                .number(Tag.COLUMNS, columns)
                .number(Tag.BITS_ALLOCATED, 16)
                .number(Tag.BITS_STORED, 16)
                .number(Tag.HIGH_BIT, 15)
                .number(Tag.PIXEL_REPRESENTATION, 0);
    }

    private static byte[] encapsulated(String syntax, int frames, int[] offsets, byte[]... fragments)
            throws IOException {
        return encapsulated(image(2, 2, frames), syntax, offsets, fragments);
    }

    /** PS3.5 A.4: offset table, fragments, sequence delimiter. */
    private static byte[] encapsulated(WritableAttributes image, String syntax, int[] offsets, byte[]... fragments)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteBuffer table = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset : offsets) {
            table.putInt(offset);
        }
        item(body, table.array());
        for (byte[] fragment : fragments) {
            item(body, fragment);
        }
        body.write(new byte[] {-2, -1, (byte) 0xdd, (byte) 0xe0, 0, 0, 0, 0});
        byte[] plain = bytes(image, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        byte[] uid = Arrays.copyOf(syntax.getBytes(StandardCharsets.US_ASCII), syntax.length() + syntax.length() % 2);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(plain, 0, 132);
        file.write(new byte[] {2, 0, 0x10, 0, 'U', 'I', (byte) uid.length, 0});
        file.write(uid);
        int metaLength = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
        file.write(plain, 144 + metaLength, plain.length - 144 - metaLength);
        file.write(new byte[] {(byte) 0xe0, 0x7f, 0x10, 0, 'O', 'B', 0, 0, -1, -1, -1, -1});
        file.write(body.toByteArray());
        return file.toByteArray();
    }

    private static void item(ByteArrayOutputStream out, byte[] content) throws IOException {
        out.write(new byte[] {-2, -1, 0, (byte) 0xe0});
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array());
        out.write(content);
    }

    /** From the start of image or of code stream to its end, behind what is to come before it. */
    private static byte[] codeStream(byte[] file, byte[] before) {
        int start = 0;
        while ((file[start] & 0xff) != 0xff
                || ((file[start + 1] & 0xff) != 0xd8 && (file[start + 1] & 0xff) != 0x4f)
                || (file[start + 2] & 0xff) != 0xff) {
            start++;
        }
        int end = file.length - 1;
        while ((file[end - 1] & 0xff) != 0xff || (file[end] & 0xff) != 0xd9) {
            end--;
        }
        int length = before.length + end + 1 - start;
        byte[] stream = Arrays.copyOf(before, length + length % 2);
        System.arraycopy(file, start, stream, before.length, end + 1 - start);
        return stream;
    }

    private static byte[] bytes(WritableAttributes image, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax).write(image, out);
        return out.toByteArray();
    }
}
