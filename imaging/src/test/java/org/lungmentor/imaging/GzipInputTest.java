package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** Gzip as RFC 1952 allows it, from storage that hands out as little at a time as it likes. */
class GzipInputTest {
    private static final byte[] TEXT = "voxels, voxels, voxels".getBytes(StandardCharsets.UTF_8);
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    @Test
    void skipsEveryFieldThatAHeaderMayHave() throws IOException {
        for (int flags = 0; flags < 32; flags += 2) { // 1 says that it is text, and nothing follows from it
            byte[] file = member(flags, TEXT);
            assertThat(read(file)).as("flags " + flags).isEqualTo(TEXT);
            assertThat(readTrickling(file)).as("flags " + flags).isEqualTo(TEXT);
        }
        assertThat(read(member(1, TEXT))).isEqualTo(TEXT);
    }

    @Test
    void refusesFlagsThatNobodyKnows() {
        for (int flags : new int[] {32, 64, 128}) {
            assertThatThrownBy(() -> read(member(flags, TEXT))).isInstanceOf(ZipException.class);
        }
    }

    @Test
    void refusesAnotherMethodThanDeflate() {
        byte[] file = member(0, TEXT);
        file[2] = 7;
        assertThatThrownBy(() -> read(file)).isInstanceOf(ZipException.class);
    }

    @Test
    void endsWithinAnyFieldAreSeen() {
        byte[] file = member(EXTRA | NAME | COMMENT | CHECKSUM, TEXT);
        for (int length = 2; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut)).as("cut to " + length).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void membersOfBothKindsFollowEachOther() throws IOException {
        byte[] long1 = noise(200_000, 1);
        byte[] long2 = noise(70_000, 2);
        byte[] file = join(member(NAME, TEXT), blocks(long1), member(0, long2), blocks(TEXT), blocks(new byte[0]));
        byte[] all = join(TEXT, long1, long2, TEXT);

        assertThat(read(file)).isEqualTo(all);
        assertThat(readTrickling(file)).isEqualTo(all);
        assertThat(readByteByByte(file)).isEqualTo(all);
    }

    @Test
    void zerosBehindTheLastMemberArePaddingAndOtherBytesAreGarbage() throws IOException {
        for (byte[] member : new byte[][] {member(0, TEXT), blocks(TEXT)}) {
            assertThat(garbageBehind(join(member, new byte[1000]))).isFalse();
            assertThat(garbageBehind(join(member, new byte[70_000]))).isFalse();
            assertThat(garbageBehind(member)).isFalse();
            assertThat(garbageBehind(join(member, new byte[] {0, 5}))).isTrue();
            assertThat(garbageBehind(join(member, new byte[] {0x1f}))).isTrue();
            assertThat(garbageBehind(join(member, new byte[] {0x1f, 0x1f, 8}))).isTrue();
        }
    }

    @Test
    void refusesWhatTheChecksumOrTheLengthDoesNotFit() {
        for (byte[] good : new byte[][] {member(0, TEXT), block(TEXT)}) {
            for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
                byte[] bad = good.clone();
                bad[bad.length - fromEnd] ^= 1;
                assertThatThrownBy(() -> read(bad))
                        .as(fromEnd + " from the end")
                        .isInstanceOf(ZipException.class);
            }
        }
    }

    @Test
    void refusesDataThatAskForADictionary() {
        Deflater deflater = new Deflater(1, true);
        deflater.setDictionary("voxels".getBytes(StandardCharsets.UTF_8));
        byte[] file =
                join(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}, deflated(deflater, TEXT), trailer(TEXT));
        assertThatThrownBy(() -> read(file)).isInstanceOf(ZipException.class);
    }

    @Test
    void asksForNothingWhereNothingIsWanted() throws IOException {
        GzipInput in = new GzipInput(new ByteArrayInputStream(new byte[0]));
        assertThat(in.read(new byte[3], 1, 0)).isZero();
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[3], 0, 3)).isEqualTo(-1);
    }

    @Test
    void writesToTheMiddleOfAnArrayAndNoFurther() throws IOException {
        for (byte[] file : new byte[][] {member(0, TEXT), blocks(TEXT)}) {
            byte[] into = new byte[TEXT.length + 10];
            assertThat(new GzipInput(new ByteArrayInputStream(file)).readNBytes(into, 4, 6))
                    .isEqualTo(6);
            assertThat(Arrays.copyOfRange(into, 4, 10)).isEqualTo(Arrays.copyOf(TEXT, 6));
            assertThat(into[3] | into[10]).isZero();
        }
    }

    @Test
    void blocksWrittenInAnyPiecesAreTheSameBytes() throws IOException {
        byte[] content = noise(150_000, 3);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        try (BlockGzipOutput out = new BlockGzipOutput(pieces)) {
            out.write(content[0]);
            out.flush();
            out.write(content, 1, 99_999);
            out.write(content, 100_000, 50_000);
            out.close();
        }
        assertThat(pieces.toByteArray()).isEqualTo(blocks(content));
    }

    private static byte[] member(int flags, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
        if ((flags & EXTRA) != 0) {
            out.writeBytes(new byte[] {3, 1}); // 259 bytes
            out.writeBytes(new byte[259]);
        }
        if ((flags & NAME) != 0) {
            out.writeBytes(new byte[] {'a', '.', 'n', 'i', 'i', 0});
        }
        if ((flags & COMMENT) != 0) {
            out.writeBytes(new byte[] {'?', 0});
        }
        if ((flags & CHECKSUM) != 0) {
            out.writeBytes(new byte[] {9, 9});
        }
        out.writeBytes(deflated(new Deflater(6, true), content));
        out.writeBytes(trailer(content));
        return out.toByteArray();
    }

    private static byte[] deflated(Deflater deflater, byte[] content) {
        deflater.setInput(content);
        deflater.finish();
        byte[] room = new byte[content.length + 100];
        return Arrays.copyOf(room, deflater.deflate(room));
    }

    private static byte[] trailer(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++) {
            trailer[i] = (byte) (crc.getValue() >> (8 * i));
            trailer[4 + i] = (byte) (content.length >> (8 * i));
        }
        return trailer;
    }

    @Test
    void aStreamThatFailsEndsTheWritingAndNothingElse() throws IOException {
        byte[] content = noise(20 << 20, 7);
        for (int room = 0; room < content.length; room += 3_000_000) {
            BlockGzipOutput out = new BlockGzipOutput(new Full(room));
            assertThatThrownBy(() -> {
                        try (out) {
                            out.write(content);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("full");
            out.close(); // again, for nothing
        }
    }

    /** Takes so many bytes. */
    private static final class Full extends OutputStream {
        private int room;

        private Full(int room) {
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            room -= length;
            if (room < 0) {
                throw new IOException("full");
            }
        }
    }

    private static byte[] block(byte[] content) {
        return GzipBlock.deflate(new BlockDeflater(), content, 0, content.length);
    }

    private static byte[] blocks(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BlockGzipOutput out = new BlockGzipOutput(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] read(byte[] file) throws IOException {
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static byte[] readTrickling(byte[] file) throws IOException {
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(file)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return super.read(to, offset, Math.min(length, 1));
            }
        };
        try (GzipInput in = new GzipInput(slow)) {
            return in.readAllBytes();
        }
    }

    private static byte[] readByteByByte(byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(file))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                out.write(b);
            }
        }
        return out.toByteArray();
    }

    private static boolean garbageBehind(byte[] file) throws IOException {
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(file))) {
            assertThat(in.readAllBytes()).isEqualTo(TEXT);
            return in.hasGarbage();
        }
    }
}
