package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/** Voxels of 2 mm, the body's middle at x = 30: what lies beyond it is on the patient's right. */
class LungSeedsTest {
    private static final Grid GRID = new Grid(60, 30, 30, Affine.diagonal(new double[] {2, 2, 2}, new double[3]));
    private static final byte RIGHT = 1;
    private static final byte LEFT = 2;

    private final ByteVolume air = ByteVolume.zeros(GRID);
    private final byte[] expected = new byte[GRID.voxels()];

    @Test
    void twoLargePiecesAreTwoLungs() {
        both(5, 25, 5, 25, 5, 25, LEFT);
        both(35, 54, 5, 25, 5, 25, RIGHT);

        assertDivided();
    }

    @Test
    void whateverTheSidesOfTheLargerOne() {
        both(5, 24, 5, 25, 5, 25, LEFT);
        both(35, 55, 5, 25, 5, 25, RIGHT);

        assertDivided();
    }

    @Test
    void noAirIsNoLung() {
        assertDivided();
    }

    @Test
    void aSecondPieceOnTheSameSideIsOfTheSameLungAndTheThirdTheOther() {
        both(5, 25, 5, 25, 5, 25, LEFT);
        both(5, 25, 26, 29, 5, 25, LEFT); // 1200 of 8000 voxels
        both(45, 50, 5, 25, 5, 15, RIGHT); // 1000

        assertDivided();
    }

    @Test
    void smallPiecesBetweenTopAndBottomBelongToTheirSide() {
        both(5, 25, 5, 25, 5, 25, LEFT);
        both(35, 54, 5, 25, 5, 25, RIGHT);
        both(5, 15, 26, 29, 5, 11, LEFT); // 180 voxels, over 2 %
        fill(air.values(), 5, 10, 0, 4, 5, 11, RIGHT); // 120 voxels: under 2 %
        fill(air.values(), 5, 15, 26, 29, 24, 29, RIGHT); // beyond the top
        fill(air.values(), 20, 30, 26, 29, 0, 6, RIGHT); // beyond the bottom

        assertDivided();
    }

    @Test
    void lungsThatTouchArePartedWhereTheyAreThin() {
        both(5, 28, 5, 25, 5, 25, LEFT);
        both(32, 55, 5, 25, 5, 25, RIGHT);
        fill(air.values(), 28, 32, 14, 16, 14, 16, (byte) 1);
        fill(expected, 28, 30, 14, 16, 14, 16, LEFT);
        fill(expected, 30, 32, 14, 16, 14, 16, RIGHT);

        assertDivided();
    }

    @Test
    void onePieceOverTheMiddleThatFallsInNoTwoIsTheLungOfItsSide() {
        both(25, 37, 10, 20, 10, 20, RIGHT); // seven columns of twelve to the right

        assertDivided();
    }

    private void both(int x0, int x1, int y0, int y1, int z0, int z1, byte lung) {
        fill(air.values(), x0, x1, y0, y1, z0, z1, (byte) 1);
        fill(expected, x0, x1, y0, y1, z0, z1, lung);
    }

    private void assertDivided() {
        byte[] divided = new LungSeeds(GRID, 30).divide(air);
        for (int i = 0; i < divided.length; i++) {
            if (divided[i] != expected[i]) {
                int row = i / 60 % 30;
                int slice = i / 60 / 30;
                assertThat(divided[i]).as(i % 60 + " " + row + " " + slice).isEqualTo(expected[i]);
            }
        }
    }

    private static void fill(byte[] values, int x0, int x1, int y0, int y1, int z0, int z1, byte value) {
        for (int z = z0; z < z1; z++) {
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    values[GRID.index(x, y, z)] = value;
                }
            }
        }
    }
}
