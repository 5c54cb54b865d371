package org.lungmentor.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTensorTest {
    private static float[] values(StoredTensor.Type type, ByteBuffer bytes) throws IOException {
        byte[] all = new byte[bytes.capacity()];
        bytes.get(0, all);
        long count = all.length / type.bytes();
        StoredTensor.Storage storage = new StoredTensor.Storage(type, "0", count);
        return new StoredTensor(storage, 0, new long[] {count}, new long[] {1}).values(all);
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** IEEE 754, binary16: one, minus two, the largest, the smallest two, the largest subnormal, infinities, no number. */
    @Test
    void readsHalfNumbers() throws IOException {
        int[] halves = {0x3c00, 0xc000, 0x7bff, 0x0001, 0x8002, 0x03ff, 0x0400, 0x3555, 0x7c00, 0xfc00, 0x7e00, 0x8000};
        ByteBuffer bytes = bytes(2 * halves.length);
        for (int half : halves) {
            bytes.putShort((short) half);
        }
        assertThat(values(StoredTensor.Type.HALF, bytes))
                .containsExactly(
                        1,
                        -2,
                        65504,
                        0x1p-24f,
                        -0x1p-23f,
                        1023 * 0x1p-24f,
                        0x1p-14f,
                        0.333251953125f,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        Float.NaN,
                        -0.0f);
    }

    @Test
    void readsDoublesAndWholeNumbers() throws IOException {
        assertThat(values(StoredTensor.Type.DOUBLE, bytes(16).putDouble(0.1).putDouble(-1e300)))
                .containsExactly(0.1f, Float.NEGATIVE_INFINITY);
        assertThat(values(StoredTensor.Type.LONG, bytes(16).putLong(-3).putLong(1L << 40)))
                .containsExactly(-3, 0x1p40f);
    }

    @Test
    void knowsItsTypesByTheirNames() {
        assertThat(StoredTensor.Type.known("torch HalfStorage")).isTrue();
        assertThat(StoredTensor.Type.known("torch FloatStorage")).isTrue();
        assertThat(StoredTensor.Type.known("torch BoolStorage")).isFalse();
        assertThat(StoredTensor.Type.known("os system")).isFalse();
    }

    @Test
    void staysWithinItsStorageToTheLastElement() throws IOException {
        StoredTensor.Storage storage = new StoredTensor.Storage(StoredTensor.Type.FLOAT, "0", 6);
        assertThat(StoredTensor.of(List.of(storage, 0L, List.of(2L, 3L), List.of(3L, 1L)))
                        .length())
                .isEqualTo(6);
        assertThatThrownBy(() -> StoredTensor.of(List.of(storage, 1L, List.of(2L, 3L), List.of(3L, 1L))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("beyond its storage");
        assertThat(StoredTensor.of(List.of(storage, 6L, List.of(0L), List.of(1L)))
                        .length())
                .isZero();
    }
}
