package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every reader of NIfTI files is held to. */
abstract class NiftiSourceContract {
    private static final Grid GRID = new Grid(5, 4, 3, Affine.ofRows(-0.7, 0, 0, 12, 0, -0.8, 0, -7, 0, 0, 2.5, 100));
    private static final int INT16 = 4;
    private static final int UINT16 = 512;

    /** The reader. */
    protected abstract NiftiSource source();

    @Test
    void voxelsAndTheirPlaceComeBack() throws IOException {
        short[] whole = new short[GRID.voxels()];
        float[] fractional = new float[GRID.voxels()];
        byte[] label = new byte[GRID.voxels()];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (short) (i * 731 - 20_000);
            fractional[i] = i / 7f - 3;
            label[i] = (byte) (i % 2);
        }
        for (Volume volume :
                List.of(new ShortVolume(GRID, whole), new FloatVolume(GRID, fractional), new ByteVolume(GRID, label))) {
            byte[] packed = packed(volume);
            assertSame(read(packed), volume);
            assertSame(read(unpacked(packed)), volume);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void valuesAreScaledWhateverTheOrderOfBytes(boolean bigEndian) throws IOException {
        ByteBuffer file = plain(2, INT16, bigEndian);
        file.putFloat(112, 0.5f).putFloat(116, -100);
        file.putShort(352, (short) -7).putShort(354, (short) 300);
        Volume volume = read(bytes(file)).volume();
        assertThat(volume.value(0)).isEqualTo(-103.5f);
        assertThat(volume.value(1)).isEqualTo(50f);
    }

    @Test
    void largeUnsignedNumbersAreReadRightOrRefused() throws IOException {
        ByteBuffer file = plain(2, UINT16, false);
        file.putShort(352, (short) 40_000).putShort(354, (short) 65_535);
        try {
            Volume volume = read(bytes(file)).volume();
            assertThat(volume.value(0)).isEqualTo(40_000f);
            assertThat(volume.value(1)).isEqualTo(65_535f);
        } catch (CaseRefused refused) {
            assertThat(refused.reason()).isEqualTo(Reason.BAD_NIFTI);
        }
    }

    @Test
    void whatStandsBetweenHeaderAndVoxelsIsPassedOver() throws IOException {
        ByteBuffer file = plain(2, INT16, false);
        byte[] longer = new byte[file.capacity() + 4096];
        file.putFloat(108, 352 + 4096).put(348, (byte) 1);
        file.get(0, longer, 0, 352);
        ByteBuffer.wrap(longer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(352, 4096)
                .putInt(356, 6)
                .putShort(352 + 4096, (short) 9);
        assertThat(read(longer).volume().value(0)).isEqualTo(9f);
    }

    @Test
    void aFileThatSaysNothingOfLeftAndRightIsToldApart() throws IOException {
        assertThat(read(bytes(plain(2, INT16, false))).orientationKnown()).isFalse();
        byte[] packed = packed(new ShortVolume(GRID, new short[GRID.voxels()]));
        assertThat(read(packed).orientationKnown()).isTrue();
    }

    @Test
    void filesThatAreCutOffAreRefused() throws IOException {
        byte[] packed = packed(new ShortVolume(GRID, new short[GRID.voxels()]));
        byte[] unpacked = unpacked(packed);
        for (byte[] file : List.of(packed, unpacked)) {
            for (int length : new int[] {file.length - 9, file.length / 2, 40}) {
                assertRefused(Arrays.copyOf(file, length), Reason.TRUNCATED);
            }
        }
    }

    @Test
    void whatIsNoNiftiIsRefused() {
        assertRefused(
                "This is no image, though it is long enough. "
                        .repeat(20)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                Reason.BAD_NIFTI);
        assertRefused(bytes(plain(2, 128, false)), Reason.BAD_NIFTI); // colours
    }

    @Test
    void aSizeThatIsMerelyClaimedIsNotAllocated() {
        ByteBuffer file = plain(2, INT16, false);
        for (int axis = 1; axis <= 3; axis++) {
            file.putShort(40 + 2 * axis, (short) 30_000);
        }
        assertThatThrownBy(() -> read(bytes(file))).isInstanceOf(CaseRefused.class);
        file.putShort(46, (short) 2); // 1.8e9 voxels: such a volume could be
        assertThatThrownBy(() -> read(bytes(file))).isInstanceOf(CaseRefused.class);
    }

    private void assertRefused(byte[] file, Reason reason) {
        assertThatThrownBy(() -> read(file)).isInstanceOfSatisfying(CaseRefused.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    private NiftiImage read(byte[] file) throws IOException {
        return source().read(new ByteArrayInputStream(file), "file");
    }

    private static void assertSame(NiftiImage read, Volume written) {
        double[] rows = read.volume().grid().affine().rows();
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i])
                    .isCloseTo(written.grid().affine().rows()[i], org.assertj.core.api.Assertions.within(1e-4));
        }
        for (int i = 0; i < written.grid().voxels(); i++) {
            assertThat(read.volume().value(i)).isEqualTo(written.value(i));
        }
    }

    private static byte[] packed(Volume volume) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NiftiWriter.write(volume, out);
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return bytes;
    }

    /** A single file of n x n x n voxels (nifti1.h) without sform and qform. */
    private static ByteBuffer plain(int n, int type, boolean bigEndian) {
        ByteBuffer file = ByteBuffer.allocate(352 + 4 * n * n * n)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348);
        file.putShort(40, (short) 3);
        for (int axis = 1; axis <= 3; axis++) {
            file.putShort(40 + 2 * axis, (short) n);
            file.putFloat(76 + 4 * axis, 1);
        }
        for (int axis = 4; axis <= 7; axis++) {
            file.putShort(40 + 2 * axis, (short) 1);
        }
        file.putShort(70, (short) type).putShort(72, (short) 16);
        file.putFloat(108, 352);
        return file.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    }
}
