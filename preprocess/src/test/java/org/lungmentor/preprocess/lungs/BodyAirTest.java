package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.Grid;

/** Two slices of 12 x 10 voxels: room air around a body of 8 x 6 voxels from (2, 2) on. */
class BodyAirTest {
    private static final Grid GRID = new Grid(12, 10, 2, Affine.diagonal(new double[] {2, 2, 2}, new double[3]));
    private static final int ROOM = -1000;
    private static final int TISSUE = 40;

    private final short[] hu = new short[GRID.voxels()];

    BodyAirTest() {
        fill(0, 12, 0, 10, ROOM);
        fill(2, 10, 2, 8, TISSUE);
    }

    @Test
    void airIsWhatTheBodyEncloses() {
        fill(4, 7, 3, 6, -850);

        BodyAir found = find();

        assertAir(found, 4, 7, 3, 6);
        assertThat(found.bodyVoxels()).isEqualTo(2 * 48);
        assertThat(found.middleX()).isCloseTo(5.5, within(1e-9));
    }

    @Test
    void airThatReachesTheRoomIsNone() {
        fill(4, 7, 3, 6, -850);
        fill(7, 12, 4, 5, -900); // a way out to the right

        assertAir(find(), 0, 0, 0, 0);
    }

    @Test
    void aDiagonalIsNoWayOut() {
        fill(8, 9, 6, 7, -850);
        fill(9, 10, 7, 8, ROOM);

        assertAir(find(), 8, 9, 6, 7);
    }

    /** Lungs of a scan whose field of view cuts them are denser than the room, and so not flooded from the slice's edge. */
    @Test
    void aLungThatTheEdgeCutsIsAir() {
        fill(0, 12, 0, 10, TISSUE);
        fill(0, 4, 3, 6, -850);

        assertAir(find(), 0, 4, 3, 6);
    }

    @Test
    void eachEdgeOfASliceIsTheRooms() {
        fill(0, 12, 0, 10, TISSUE);
        fill(0, 12, 0, 1, ROOM);
        fill(0, 12, 9, 10, ROOM);
        fill(0, 1, 0, 10, ROOM);
        fill(11, 12, 0, 10, ROOM);

        BodyAir found = find();

        assertThat(found.bodyVoxels()).isEqualTo(2 * 80);
        assertAir(found, 0, 0, 0, 0);
    }

    @Test
    void theThresholdLiesBetweenDenseLungAndTissue() {
        fill(4, 7, 3, 6, -300);

        assertAir(find(), 4, 7, 3, 6);
    }

    @Test
    void theThresholdIsNeverBelowMinus450AndNeverAboveMinus250() {
        fill(2, 10, 2, 8, -100); // halfway to the air lies -545
        fill(4, 7, 3, 6, -990);
        fill(8, 9, 3, 4, -451);
        fill(8, 9, 4, 5, -449);
        BodyAir low = find();
        assertThat(at(low, 8, 3)).isEqualTo((byte) 1);
        assertThat(at(low, 8, 4)).isZero();

        fill(2, 10, 2, 8, TISSUE);
        fill(4, 7, 3, 6, -150);
        fill(8, 9, 3, 4, -251);
        fill(8, 9, 4, 5, -249);
        BodyAir high = find();
        assertThat(at(high, 8, 3)).isEqualTo((byte) 1);
        assertThat(at(high, 8, 4)).isZero();
        assertThat(at(high, 5, 4)).isZero();
    }

    @Test
    void aRoomWithoutABodyHasNone() {
        fill(0, 12, 0, 10, ROOM);

        BodyAir found = find();

        assertThat(found.bodyVoxels()).isZero();
        assertThat(found.middleX()).isZero();
        assertAir(found, 0, 0, 0, 0);
    }

    private BodyAir find() {
        return BodyAir.of(new CoarseScan(hu, GRID, new int[] {1, 1, 1}));
    }

    private void fill(int x0, int x1, int y0, int y1, int value) {
        for (int z = 0; z < 2; z++) {
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    hu[GRID.index(x, y, z)] = (short) value;
                }
            }
        }
    }

    private static byte at(BodyAir found, int x, int y) {
        return found.air().values()[GRID.index(x, y, 0)];
    }

    private static void assertAir(BodyAir found, int x0, int x1, int y0, int y1) {
        for (int z = 0; z < 2; z++) {
            for (int y = 0; y < 10; y++) {
                for (int x = 0; x < 12; x++) {
                    boolean air = x >= x0 && x < x1 && y >= y0 && y < y1;
                    assertThat(found.air().values()[GRID.index(x, y, z)])
                            .as(x + " " + y + " " + z)
                            .isEqualTo((byte) (air ? 1 : 0));
                }
            }
        }
    }
}
