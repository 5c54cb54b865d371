package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** Bytes come as they lie in the stream, whatever is asked for and however little the stream gives at once. */
class ByteSourceTest {
    private static final byte[] BYTES = new byte[300_000];

    static {
        new Random(8).nextBytes(BYTES);
    }

    @Test
    void everyWayOfReadingGivesTheNextBytes() throws IOException {
        Random random = new Random(9);
        for (int round = 0; round < 30; round++) {
            ByteSource source = new ByteSource(stingy(new Random(round)), Long.MAX_VALUE);
            source.setBigEndian(round % 2 == 1);
            int at = 0;
            while (at < BYTES.length - 8) {
                assertThat(source.position()).isEqualTo(at);
                assertThat(source.atEnd()).isFalse();
                int left = BYTES.length - at;
                int n = Math.min(left, random.nextInt(5) == 0 ? random.nextInt(90_000) : random.nextInt(50));
                switch (random.nextInt(6)) {
                    case 0 -> {
                        assertThat(source.bytes(n)).isEqualTo(Arrays.copyOfRange(BYTES, at, at + n));
                        at += n;
                    }
                    case 1 -> {
                        byte[] target = new byte[n + 3];
                        source.read(target, 2, n);
                        assertThat(Arrays.copyOfRange(target, 2, n + 2))
                                .isEqualTo(Arrays.copyOfRange(BYTES, at, at + n));
                        at += n;
                    }
                    case 2 -> {
                        source.skip(n);
                        at += n;
                    }
                    case 3 -> {
                        int seen = Math.min(n, ByteSource.BUFFER);
                        assertThat(source.peek(seen)).isEqualTo(Arrays.copyOfRange(BYTES, at, at + seen));
                    }
                    case 4 -> {
                        assertThat(source.unsignedByte()).isEqualTo(BYTES[at] & 0xff);
                        at++;
                    }
                    default -> {
                        int a = BYTES[at] & 0xff;
                        int b = BYTES[at + 1] & 0xff;
                        assertThat(source.unsignedShort()).isEqualTo(source.isBigEndian() ? 256 * a + b : 256 * b + a);
                        at += 2;
                    }
                }
            }
            source.skip(BYTES.length - at);
            assertThat(source.atEnd()).isTrue();
            assertThat(source.peek(4)).isEmpty();
        }
    }

    @Test
    void moreThanTheBufferCannotBeSeenAhead() {
        ByteSource source = new ByteSource(new ByteArrayInputStream(BYTES), Long.MAX_VALUE);
        assertThatThrownBy(() -> source.peek(ByteSource.BUFFER + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersOf32BitsAndTags() throws IOException {
        byte[] bytes = {(byte) 0xfe, (byte) 0xff, 0, (byte) 0xe0, 1, 2, 3, (byte) 0x84};
        ByteSource little = new ByteSource(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
        assertThat(little.tag()).isEqualTo(0xfffe_e000);
        assertThat(little.unsignedInt()).isEqualTo(0x8403_0201L);
        ByteSource big = new ByteSource(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
        big.setBigEndian(true);
        assertThat(big.tag()).isEqualTo(0xfeff_00e0);
        assertThat(big.unsignedInt()).isEqualTo(0x0102_0384L);
    }

    @Test
    void whatIsMissingIsSaidToBeMissing() {
        assertCutOff(source -> source.bytes(BYTES.length + 1));
        assertCutOff(source -> source.read(new byte[BYTES.length + 1], 0, BYTES.length + 1));
        assertCutOff(source -> source.skip(BYTES.length + 1));
        assertCutOff(source -> source.skip(1L << 40));
        assertCutOff(source -> {
            source.skip(BYTES.length - 1);
            source.unsignedShort();
        });
        assertCutOff(source -> {
            source.skip(BYTES.length);
            source.unsignedByte();
        });
    }

    @Test
    void noMoreIsReadThanTheLimit() throws IOException {
        ByteSource source = new ByteSource(new ByteArrayInputStream(BYTES), 1 << 17);
        source.skip(1 << 17);
        assertThatThrownBy(() -> source.skip(1)).isInstanceOfSatisfying(CaseRefused.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.BAD_DICOM));
    }

    private interface Reading {
        void of(ByteSource source) throws IOException;
    }

    private static void assertCutOff(Reading reading) {
        ByteSource source = new ByteSource(new ByteArrayInputStream(BYTES), Long.MAX_VALUE);
        assertThatThrownBy(() -> reading.of(source))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }

    /** Gives and skips fewer bytes than are asked for. */
    private static InputStream stingy(Random random) {
        return new ByteArrayInputStream(BYTES) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, length == 0 ? 0 : 1 + random.nextInt(length));
            }

            @Override
            public synchronized long skip(long n) {
                return super.skip(random.nextInt(2) * n / 2);
            }
        };
    }
}
