package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stored numbers of every type become voxels: scaled in double and then rounded to float, as the format's page has it. */
class NiftiVoxelsTest {
    private static final int DATATYPE = 70;
    private static final int SLOPE = 112;
    private static final int VOXELS = 352;

    @ParameterizedTest
    @EnumSource
    void scalesEveryVoxelOfEveryType(NiftiType type) throws IOException {
        Grid grid = grid(83, 71, 12); // more than one chunk of every type, the last one not full
        ByteBuffer file = file(grid, type);
        file.putFloat(SLOPE, 2.5f).putFloat(SLOPE + 4, -7);
        Random random = new Random(type.code());
        float[] expected = new float[grid.voxels()];
        file.position(VOXELS);
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (put(file, type, random.nextLong()) * 2.5 - 7);
        }

        Volume volume = read(file);

        assertThat(((FloatVolume) volume).values()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT16", "FLOAT32", "UINT16"})
    void readsVolumesThatAreLargerThanAFirstArray(NiftiType type) throws IOException {
        Grid grid = grid(256, 256, 150); // 9.8 million voxels: an eighth is more than the smallest first step
        ByteBuffer file = file(grid, type);
        file.position(VOXELS);
        for (int i = 0; i < grid.voxels(); i++) {
            double unused = put(file, type, i % 199);
        }

        Volume volume = read(file);

        for (int i = 0; i < grid.voxels(); i++) {
            if (volume.value(i) != i % 199) {
                assertThat(volume.value(i)).as("voxel " + i).isEqualTo(i % 199);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT16", "FLOAT32"})
    void oneByteTooFewIsTruncated(NiftiType type) throws IOException {
        byte[] whole = bytes(file(grid(20, 10, 5), type));
        assertThat(read(whole).grid().voxels()).isEqualTo(1000);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        assertThatThrownBy(() -> read(cut)).isInstanceOfSatisfying(CaseRefused.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void unsignedNumbersAboveTheSignedOnesAreNotNegative() throws IOException {
        Grid grid = grid(3, 1, 1);
        ByteBuffer file = file(grid, NiftiType.UINT64);
        file.putLong(VOXELS, -1L).putLong(VOXELS + 8, Long.MIN_VALUE).putLong(VOXELS + 16, Long.MAX_VALUE);

        assertThat(((FloatVolume) read(file)).values()).containsExactly(0x1p64f, 0x1p63f, 0x1p63f);
    }

    private static Grid grid(int nx, int ny, int nz) {
        return new Grid(nx, ny, nz, Affine.diagonal(new double[] {1, 1, 1}, new double[3]));
    }

    private static Volume read(ByteBuffer file) throws IOException {
        return read(bytes(file));
    }

    private static Volume read(byte[] file) throws IOException {
        return NiftiReader.read(new ByteArrayInputStream(file), "made.nii").volume();
    }

    private static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return bytes;
    }

    /** A header of ours with another type, and room for the voxels. */
    private static ByteBuffer file(Grid grid, NiftiType type) throws IOException {
        byte[] header = new byte[VOXELS];
        byte[] packed = NiftiRoundTripProperties.written(ByteVolume.zeros(grid));
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(in.readNBytes(header, 0, VOXELS)).isEqualTo(VOXELS);
        }
        byte[] bytes = Arrays.copyOf(header, VOXELS + grid.voxels() * type.bytes());
        return ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(DATATYPE, (short) type.code())
                .putShort(DATATYPE + 2, (short) (8 * type.bytes()));
    }

    /** Stores a number that the type can hold and returns it. */
    private static double put(ByteBuffer to, NiftiType type, long bits) {
        switch (type) {
            case UINT8 -> {
                to.put((byte) bits);
                return bits & 0xff;
            }
            case INT8 -> {
                to.put((byte) bits);
                return (byte) bits;
            }
            case INT16 -> {
                to.putShort((short) bits);
                return (short) bits;
            }
            case UINT16 -> {
                to.putShort((short) bits);
                return bits & 0xffff;
            }
            case INT32 -> {
                to.putInt((int) bits);
                return (int) bits;
            }
            case UINT32 -> {
                to.putInt((int) bits);
                return bits & 0xffffffffL;
            }
            case INT64 -> {
                to.putLong(bits);
                return bits;
            }
            case UINT64 -> {
                to.putLong(bits);
                return Double.parseDouble(Long.toUnsignedString(bits));
            }
            case FLOAT32 -> {
                to.putFloat((float) bits);
                return (float) bits;
            }
            case FLOAT64 -> {
                to.putDouble(bits / 3.0);
                return bits / 3.0;
            }
        }
        throw new AssertionError(type);
    }
}
