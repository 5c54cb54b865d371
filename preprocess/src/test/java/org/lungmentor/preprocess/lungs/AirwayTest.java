package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/** Voxels of 2 x 2 x 3 mm, the body's middle at x = 40; rectangles of air. */
class AirwayTest {
    private static final Grid GRID = new Grid(80, 40, 20, Affine.diagonal(new double[] {2, 2, 3}, new double[3]));
    private static final double MIDDLE = 40;

    private final ByteVolume air = ByteVolume.zeros(GRID);
    private final ByteVolume expected = ByteVolume.zeros(GRID);

    @Test
    void followsTheTracheaDownToWhereItOpensIntoTheLungs() {
        fill(air, 38, 43, 18, 23, 8, 20);
        fill(air, 10, 70, 5, 35, 0, 8); // 60 x 30 voxels: no airway
        fill(expected, 38, 43, 18, 23, 8, 20);

        assertFound();
    }

    @Test
    void followsBothBronchi() {
        fill(air, 38, 43, 18, 23, 10, 20);
        fill(air, 34, 40, 18, 23, 5, 10);
        fill(air, 42, 48, 18, 23, 5, 10);
        fill(air, 60, 66, 18, 23, 5, 10); // touches nothing above
        fill(expected, 38, 43, 18, 23, 10, 20);
        fill(expected, 34, 40, 18, 23, 5, 10);
        fill(expected, 42, 48, 18, 23, 5, 10);

        assertFound();
    }

    @Test
    void startsAtTheRegionNearestToTheMiddle() {
        fill(air, 50, 55, 18, 23, 15, 20);
        fill(air, 37, 42, 18, 23, 15, 20);
        fill(air, 28, 33, 18, 23, 15, 20);
        fill(expected, 37, 42, 18, 23, 15, 20);

        assertFound();
    }

    @Test
    void passesOverWhatIsTooSmallTooLargeTooLongOrTooFarAside() {
        fill(air, 39, 42, 18, 21, 16, 20); // 9 voxels: 36 mm2
        fill(air, 32, 48, 0, 15, 16, 20); // 240 voxels: 960 mm2
        fill(air, 30, 50, 25, 29, 16, 20); // five times as long as wide
        fill(air, 65, 70, 18, 23, 16, 20); // 54 mm aside

        assertFound();
    }

    @Test
    void takesWhatIsJustLargeEnoughAndJustSmallEnough() {
        fill(air, 39, 41, 18, 23, 19, 20); // 10 voxels: 40 mm2; 2.5 times as long as wide is too long
        fill(air, 39, 42, 18, 22, 18, 19); // 12 voxels
        fill(air, 33, 48, 10, 25, 17, 18); // 225 voxels: 900 mm2
        fill(expected, 39, 42, 18, 22, 18, 19);
        fill(expected, 33, 48, 10, 25, 17, 18);

        assertFound();
    }

    @Test
    void searchesTheUpperThreeFifthsOfTheScanOnly() {
        fill(air, 38, 43, 18, 23, 0, 8);

        assertFound();

        fill(air, 38, 43, 18, 23, 8, 9);
        fill(expected, 38, 43, 18, 23, 0, 9);

        assertFound();
    }

    private void assertFound() {
        assertThat(Airway.of(new BodyAir(air, GRID.voxels(), MIDDLE))).isEqualTo(expected.values());
    }

    private static void fill(ByteVolume volume, int x0, int x1, int y0, int y1, int z0, int z1) {
        for (int z = z0; z < z1; z++) {
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    volume.values()[GRID.index(x, y, z)] = 1;
                }
            }
        }
    }
}
