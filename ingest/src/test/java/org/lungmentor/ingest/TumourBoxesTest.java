package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Segbox;

class TumourBoxesTest {
    private static final Grid GRID = new Grid(12, 8, 4, Affine.diagonal(new double[] {1, 1, 3}, new double[3]));

    @Test
    void twoTumoursOfASliceHaveARectangleEach() {
        ByteVolume mask = ByteVolume.zeros(GRID);
        set(mask, 1, 1, 1);
        set(mask, 2, 2, 1); // touches by a corner: the same tumour
        set(mask, 8, 5, 1);
        set(mask, 9, 6, 2); // the second one goes on in the next slice
        ByteVolume boxes = TumourBoxes.of(mask);
        assertThat(boxes.countNonZero()).isEqualTo(4 + 1 + 1);
        assertThat(Segbox.of(mask).countNonZero()).isEqualTo(8 * 5 + 1);
    }

    @Test
    void oneTumourHasTheOrdinaryBoxWhicheverAxisRunsToTheHead() {
        Grid sideways = new Grid(4, 12, 8, Affine.ofRows(0, 1, 0, 0, 0, 0, 1, 0, 3, 0, 0, 0));
        for (Grid grid : new Grid[] {GRID, sideways}) {
            ByteVolume mask = ByteVolume.zeros(grid);
            for (int i = 0; i < 3; i++) {
                mask.values()[grid.index(1, 1 + i, 2)] = 1;
                mask.values()[grid.index(2, 1, 2 - i)] = 1;
            }
            assertThat(TumourBoxes.of(mask).values()).isEqualTo(Segbox.of(mask).values());
        }
    }

    private static void set(ByteVolume mask, int x, int y, int z) {
        mask.values()[mask.grid().index(x, y, z)] = 1;
    }
}
