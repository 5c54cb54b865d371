package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

class TumourDiameterTest {
    private static final Grid GRID = new Grid(80, 60, 3, Affine.diagonal(new double[] {0.5, 1, 3}, new double[3]));

    @Test
    void anEllipseHasTheMeanOfItsAxes() {
        ByteVolume mask = ByteVolume.zeros(GRID);
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 80; x++) {
                double a = (x - 40) * 0.5 / 9; // 18 mm by 40 mm
                double b = (y - 30) / 20.0;
                mask.values()[GRID.index(x, y, 1)] = (byte) (a * a + b * b < 1 ? 1 : 0);
            }
        }
        mask.values()[GRID.index(3, 3, 2)] = 1; // not the largest slice
        assertThat(TumourDiameter.ofMm(mask)).isCloseTo((18 + 40) / 2.0, within(0.2));
    }

    @Test
    void onePixelIsAsLargeAsItsSquare() {
        ByteVolume mask = ByteVolume.zeros(GRID);
        mask.values()[GRID.index(3, 3, 2)] = 1;
        assertThat(TumourDiameter.ofMm(mask)).isCloseTo(4 / Math.sqrt(12) * (0.5 + 1) / 2, within(1e-9));
        assertThat(TumourDiameter.ofMm(ByteVolume.zeros(GRID))).isZero();
    }
}
