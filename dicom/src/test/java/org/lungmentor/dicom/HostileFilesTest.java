package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** Files made to do harm: each is refused as planned, and nothing is allocated that it merely claims. */
@Timeout(60)
class HostileFilesTest {
    private static final int MIB = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aLengthBeyondTheFileIsNotAllocated() {
        byte[] number = {'I', 'S', 0, 0};
        for (int length : new int[] {0x7fff_fffe, 0x0800_0000, 0xffff_fffe}) {
            byte[] claimed = {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)};
            byte[] contourData = join(explicit(), new byte[] {6, 0x30, 0x50, 0, 'U', 'N', 0, 0}, claimed, number);
            byte[] skipped = join(explicit(), new byte[] {0x11, 0, 0x10, 0, 'U', 'N', 0, 0}, claimed, number);
            byte[] implicit = join(implicit(), new byte[] {6, 0x30, 0x50, 0}, claimed, number);
            byte[] sequence =
                    join(implicit(), new byte[] {6, 0x30, 0x39, 0}, claimed, new byte[] {-2, -1, 0, -32}, claimed);
            for (byte[] file : List.of(contourData, skipped, implicit, sequence)) {
                assertRefused(4 * MIB, () -> DicomReader.open(new ByteArrayInputStream(file)));
            }
        }
    }

    @Test
    void pixelDataLongerThanTheFileIsNotAllocated() throws IOException {
        WritableAttributes slice = MadeCt.slices(1).get(0);
        slice.number(Tag.ROWS, 4000).number(Tag.COLUMNS, 4000); // 32 MB in a file of 700 bytes
        assertThat(assertRefused(8 * MIB, () -> readFrame(MadeCt.bytes(slice))).reason())
                .isEqualTo(Reason.TRUNCATED);
        slice.number(Tag.ROWS, 60_000).number(Tag.COLUMNS, 60_000);
        assertThat(assertRefused(8 * MIB, () -> readFrame(MadeCt.bytes(slice))).reason())
                .isEqualTo(Reason.BAD_DICOM);
    }

    @Test
    void aFragmentLongerThanTheFileIsNotAllocated() throws IOException {
        byte[] file = codec("jpeg-ls");
        int at = 132;
        while (!item(file, at) || !item(file, at + 8 + (file[at + 4] & 0xff))) {
            at++;
        }
        int fragment = at + 8 + (file[at + 4] & 0xff); // behind the offset table
        System.arraycopy(little(0x7fff_ffff), 0, file, fragment + 4, 4);
        CaseRefused refused = assertRefused(8 * MIB, () -> readFrame(file));
        assertThat(refused.reason()).isIn(Reason.TRUNCATED, Reason.BAD_DICOM);
    }

    @Test
    void aFrameLargerThanItsCompressedBytesCanHoldIsNotAllocated() throws IOException {
        byte[] file = codec("rle");
        patch(file, Tag.ROWS, 4000);
        patch(file, Tag.COLUMNS, 4000);
        assertThat(assertRefused(8 * MIB, () -> readFrame(file)).sentence()).contains("not believed");
    }

    @Test
    void aDeflateBombOfOneValueIsNotKept() {
        byte[] claim = {6, 0x30, 0x50, 0, 'U', 'N', 0, 0, 0, 0, 0, 0x60}; // 1.5 GiB of contour data
        CaseRefused refused = assertRefused(8 * MIB, () -> DicomReader.open(deflated(join(explicit(), claim), 1600)));
        assertThat(refused.reason()).isEqualTo(Reason.BAD_DICOM);
        assertThat(refused.sentence()).contains("MiB of values");
    }

    @Test
    void aDeflateBombThatIsSkippedEndsAtItsBound() {
        byte[] claim = {0x11, 0, 0x10, 0, 'U', 'N', 0, 0, -2, -1, -1, -1}; // 4 GiB of a private value
        CaseRefused refused =
                assertRefused(16 * MIB, () -> DicomReader.open(deflated(join(explicit(), claim), 200), 100 * MIB));
        assertThat(refused.sentence()).contains("more than 100 MiB");
    }

    @Test
    void aDeflateBombOfEmptyItemsIsNotKept() throws IOException {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        items.write(explicit());
        items.write(new byte[] {6, 0x30, 0x39, 0, 'S', 'Q', 0, 0, -1, -1, -1, -1});
        byte[] item = {-2, -1, 0, -32, 0, 0, 0, 0};
        for (int i = 0; i < 1_000_000; i++) {
            items.write(item);
        }
        CaseRefused refused = assertRefused(600 * MIB, () -> DicomReader.open(deflated(items.toByteArray(), 0)));
        assertThat(refused.sentence()).contains("MiB of values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"undefined", "defined", "as UN"})
    void tenThousandNestedSequencesAreRefused(String how) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(explicit());
        int left = 10_000 * 20;
        for (int depth = 0; depth < 10_000; depth++, left -= 20) {
            String vr = how.equals("as UN") ? "UN" : "SQ";
            file.write(new byte[] {6, 0x30, 0x39, 0, (byte) vr.charAt(0), (byte) vr.charAt(1), 0, 0});
            file.write(how.equals("defined") ? little(left - 12) : little(-1));
            file.write(new byte[] {-2, -1, 0, -32});
            file.write(how.equals("defined") ? little(left - 20) : little(-1));
            if (how.equals("as UN")) { // within it everything is implicit
                for (int more = 0; more < 9_999; more++) {
                    file.write(new byte[] {6, 0x30, 0x39, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1});
                }
                break;
            }
        }
        CaseRefused refused =
                assertRefused(4 * MIB, () -> DicomReader.open(new ByteArrayInputStream(file.toByteArray())));
        assertThat(refused.reason()).isEqualTo(Reason.BAD_DICOM);
        assertThat(refused.sentence()).contains("64 deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-baseline", "jpeg-extended", "jpeg-lossless-sv1", "jpeg-lossless-sv6", "jpeg-ls"})
    void aJpegCutAnywhereIsRefused(String name) throws IOException {
        byte[] file = codec(name);
        int start = 0;
        while ((file[start] & 0xff) != 0xff || (file[start + 1] & 0xff) != 0xd8) {
            start++;
        }
        for (int length = start; length < file.length - 60; length += 131) {
            byte[] cut = Arrays.copyOf(file, length);
            assertRefused(16 * MIB, () -> readFrame(cut));
        }
    }

    @Test
    void billionLaughsAreNotLaughed() {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            text.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        text.append("]><annotation><object><name>&l9;</name></object></annotation>");
        assertThat(assertRefused(16 * MIB, () -> BoxXml.read(stream(text.toString())))
                        .reason())
                .isEqualTo(Reason.BAD_XML);
    }

    @Test
    void anEntityOfAFileIsNotFetched() {
        String text = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + "<annotation><object><name>&e;</name></object></annotation>";
        assertRefused(16 * MIB, () -> BoxXml.read(stream(text)));
    }

    @Test
    void elementsNestedAHundredThousandDeepArePassedOver() throws IOException {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        String box =
                "<object><name>A</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>";
        assertThat(BoxXml.read(stream("<annotation>" + deep + box + "</annotation>"))
                        .boxes())
                .containsExactly(new BoxXml.Box(1, 2, 3, 4));
        assertRefused(64 * MIB, () -> BoxXml.read(stream("<annotation>" + "<object>".repeat(100_000))));
    }

    @Test
    void moreThanAMebibyteIsNoAnnotation() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThat(assertRefused(16 * MIB, () -> BoxXml.read(endless)).sentence())
                .contains("1 MiB");
    }

    @Test
    void aContourOfAMillionBackslashesIsRefused() {
        byte[] data = "\\".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(new Contour("CLOSED_PLANAR", -1, data).points()).isEmpty();
    }

    @Test
    void coordinatesAKilometreAwayAreRefused() {
        for (String far : List.of("1e7", "-1e300", "1e308", "Infinity", "NaN")) {
            String data = "0\\0\\0\\9\\0\\0\\9\\" + far + "\\0";
            assertThat(new Contour("CLOSED_PLANAR", 3, data.getBytes(StandardCharsets.US_ASCII)).points())
                    .isEmpty();
        }
    }

    @Test
    void aSliceAtTheEndOfTheWorldIsRefusedAtOnce() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(4);
        slices.add(MadeCt.slice("far", 3e15, 0));
        assertThat(assertRefused(4 * MIB, () -> StackCheck.stack(MadeCt.headers(slices)))
                        .reason())
                .isEqualTo(Reason.MISSING_SLICE);
    }

    /** Refused as planned, with a sentence, and without allocating more than that in this thread. */
    private static CaseRefused assertRefused(long bytes, ThrowingCallable reading) {
        CaseRefused[] refused = new CaseRefused[1];
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThatThrownBy(reading).isInstanceOfSatisfying(CaseRefused.class, e -> refused[0] = e);
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(allocated).isLessThan(bytes);
        assertThat(refused[0].sentence()).endsWith(".");
        return refused[0];
    }

    private static void readFrame(byte[] file) throws IOException {
        try (DicomReader reader =
                DicomReader.open(new ByteArrayInputStream(file)).orElseThrow()) {
            assertThat(reader.readFrame(new byte[0])).isNotEmpty();
        }
    }

    /** A file of explicit little endian, cut off behind its SOP class. */
    private static byte[] explicit() {
        return join(new byte[] {8, 0, 0x16, 0, 'U', 'I', 4, 0}, "1.2.".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] implicit() {
        return join(new byte[] {8, 0, 0x16, 0, 4, 0, 0, 0}, "1.2.".getBytes(StandardCharsets.US_ASCII));
    }

    /** A deflated file: the bytes, then so many mebibytes of zeros. */
    private static InputStream deflated(byte[] dataSet, int mebibytes) throws IOException {
        byte[] uid = (TransferSyntax.DEFLATED.uid() + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] head = join(
                new byte[128],
                "DICM".getBytes(StandardCharsets.US_ASCII),
                new byte[] {2, 0, 0x10, 0, 'U', 'I', (byte) (uid.length & ~1), 0},
                Arrays.copyOf(uid, uid.length & ~1));
        Deflater deflater = new Deflater(9, true);
        byte[] start = part(deflater, dataSet);
        byte[] mebibyte = part(deflater, new byte[MIB]);
        byte[] again = part(deflater, new byte[MIB]); // a full flush: each part stands for itself
        assertThat(again).isEqualTo(mebibyte);
        deflater.end();
        List<InputStream> zeros = Collections.nCopies(mebibytes, mebibyte).stream()
                .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
                .toList();
        return new SequenceInputStream(
                new ByteArrayInputStream(join(head, start)), new SequenceInputStream(Collections.enumeration(zeros)));
    }

    private static byte[] part(Deflater deflater, byte[] bytes) {
        deflater.setInput(bytes);
        byte[] out = new byte[2 * bytes.length + 100];
        return Arrays.copyOf(out, deflater.deflate(out, 0, out.length, Deflater.FULL_FLUSH));
    }

    private static void patch(byte[] file, Tag tag, int value) {
        for (int at = 132; at + 9 < file.length; at++) {
            if ((file[at] & 0xff) == (tag.number() >> 16 & 0xff)
                    && file[at + 1] == 0
                    && (file[at + 2] & 0xff) == (tag.number() & 0xff)
                    && file[at + 3] == 0
                    && file[at + 4] == 'U'
                    && file[at + 5] == 'S') {
                file[at + 8] = (byte) value;
                file[at + 9] = (byte) (value >> 8);
                return;
            }
        }
        throw new AssertionError("no " + tag);
    }

    private static boolean item(byte[] file, int at) {
        return at + 4 <= file.length
                && (file[at] & 0xff) == 0xfe
                && (file[at + 1] & 0xff) == 0xff
                && file[at + 2] == 0
                && (file[at + 3] & 0xff) == 0xe0;
    }

    private static byte[] little(int n) {
        return new byte[] {(byte) n, (byte) (n >> 8), (byte) (n >> 16), (byte) (n >> 24)};
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] codec(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                HostileFilesTest.class.getResourceAsStream("/fixtures/codec/" + name + ".dcm"))) {
            return in.readAllBytes();
        }
    }
}
