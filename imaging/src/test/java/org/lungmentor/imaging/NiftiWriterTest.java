package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class NiftiWriterTest {
    private static final Affine STRAIGHT = Affine.diagonal(new double[] {0.75, 0.75, 2.5}, new double[] {-10, 20, 30});

    private static ShortVolume noise(int nx, int ny, int nz) {
        Grid grid = new Grid(nx, ny, nz, STRAIGHT);
        short[] values = new short[grid.voxels()];
        Random random = new Random(7);
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (random.nextInt(300) - 1000);
        }
        return new ShortVolume(grid, values);
    }

    private static ByteBuffer header(Volume volume) throws IOException {
        byte[] file = NiftiRoundTripProperties.written(volume);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return ByteBuffer.wrap(in.readNBytes(352)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Test
    void setsSformAndQformAlikeWithTheScannersCode() throws IOException {
        ByteBuffer header = header(noise(4, 5, 6));
        assertThat(header.getShort(252)).isEqualTo((short) 1);
        assertThat(header.getShort(254)).isEqualTo((short) 1);
        header.putShort(254, (short) 0);
        byte[] qformOnly = new byte[352 + 2 * 120];
        header.get(0, qformOnly, 0, 352);
        NiftiImage image = NiftiReader.read(new ByteArrayInputStream(qformOnly), "qform.nii");
        for (int i = 0; i < 12; i++) {
            assertThat(image.volume().grid().affine().rows()[i]).isCloseTo(STRAIGHT.rows()[i], within(1e-6));
        }
    }

    @Test
    void writesNoQformThatAShearedAffineWouldMakeALie() throws IOException {
        Affine sheared = Affine.ofRows(1, 0.2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        ByteBuffer header = header(ByteVolume.zeros(new Grid(9, 9, 9, sheared)));
        assertThat(header.getShort(252)).isZero();
        assertThat(header.getShort(254)).isEqualTo((short) 1);
    }

    @Test
    void writesTheSameBytesOnOneThreadAndOnMany() throws Exception {
        ShortVolume volume = noise(256, 256, 60);
        byte[] many = NiftiRoundTripProperties.written(volume);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertThat(one.submit(() -> NiftiRoundTripProperties.written(volume))
                            .get())
                    .isEqualTo(many);
        } finally {
            one.shutdown();
        }
    }

    @Test
    void refusesItsOwnFileCutAtAMembersEnd() throws IOException {
        byte[] file = NiftiRoundTripProperties.written(noise(128, 128, 8));
        int first = GzipBlock.size(file, 0);
        byte[] cut = Arrays.copyOf(file, first);
        assertThatThrownBy(() -> NiftiReader.read(new ByteArrayInputStream(cut), "cut.nii.gz"))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void refusesItsOwnFileWithABitChanged() throws IOException {
        byte[] file = NiftiRoundTripProperties.written(noise(64, 64, 8));
        for (int at = 40; at < file.length - 40; at += 997) {
            byte[] changed = file.clone();
            changed[at] ^= 4;
            assertThatThrownBy(() -> NiftiReader.read(new ByteArrayInputStream(changed), "changed.nii.gz"))
                    .isInstanceOf(CaseRefused.class);
        }
    }

    @Test
    void readsAnArrayThatHadToGrow() throws IOException {
        ShortVolume volume = noise(512, 300, 15);
        NiftiImage image =
                NiftiReader.read(new ByteArrayInputStream(NiftiRoundTripProperties.written(volume)), "large.nii.gz");
        assertThat(((ShortVolume) image.volume()).values()).isEqualTo(volume.values());
    }

    @Test
    void refusesAnAxisThatTheHeaderCannotSay() {
        ByteVolume volume = ByteVolume.zeros(new Grid(40_000, 1, 1, STRAIGHT));
        assertThatThrownBy(() -> NiftiRoundTripProperties.written(volume)).isInstanceOf(CaseRefused.class);
    }
}
