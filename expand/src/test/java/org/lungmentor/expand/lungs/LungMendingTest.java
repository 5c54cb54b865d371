package org.lungmentor.expand.lungs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

class LungMendingTest {
    private static final R231Fixture PIECES = R231Fixture.of("postprocess.npz");

    @ParameterizedTest
    @CsvSource({"labels, result", "one_slice, one_slice_result"})
    void mendsWhatTheNetworkSaid(String labels, String result) {
        ByteVolume classes =
                volume(PIECES.size(labels, 2), PIECES.size(labels, 1), PIECES.size(labels, 0), PIECES.bytes(labels));
        assertThat(LungMending.mended(classes).values()).isEqualTo(PIECES.bytes(result));
    }

    @Test
    void leavesNothingWhereNothingWasFound() {
        assertThat(LungMending.mended(volume(4, 3, 2, new byte[24])).values()).containsOnly(0);
    }

    @Test
    void fillsAHoleAndLeavesABay() {
        byte[] lung = new byte[7 * 7 * 7];
        for (int i = 0; i < lung.length; i++) {
            int x = i % 7;
            int y = i / 7 % 7;
            int z = i / 49;
            boolean inside = x > 0 && y > 0 && z > 0 && x < 6 && y < 6 && z < 6;
            boolean hole = x == 3 && y == 3 && z == 3;
            boolean bay = x == 1 && y == 3 && (z == 2 || z == 1);
            lung[i] = (byte) (inside && !hole && !bay ? 1 : 0);
        }
        byte[] mended = LungMending.mended(volume(7, 7, 7, lung)).values();
        assertThat(mended[(3 * 7 + 3) * 7 + 3]).isEqualTo((byte) 1);
        assertThat(mended[(2 * 7 + 3) * 7 + 1]).isZero();
    }

    private static ByteVolume volume(int nx, int ny, int nz, byte[] values) {
        return new ByteVolume(
                new Grid(nx, ny, nz, Affine.diagonal(new double[] {1, 1, 1}, new double[] {0, 0, 0})), values);
    }
}
