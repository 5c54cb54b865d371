package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

class AxialClosingTest {
    private static final Affine MM = Affine.diagonal(new double[] {1, 1, 1}, new double[] {0, 0, 0});

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isDilationThenErosionOnAnEndlessPlane(int radius) {
        Grid grid = new Grid(13, 11, 4, MM);
        Random random = new Random(radius);
        ByteVolume mask = ByteVolume.zeros(grid);
        for (int i = 0; i < grid.voxels(); i++) {
            mask.values()[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
        }
        byte[] before = mask.values().clone();
        AxialClosing.close(mask, radius);
        for (int z = 0; z < 4; z++) {
            for (int y = 0; y < 11; y++) {
                for (int x = 0; x < 13; x++) {
                    assertThat(mask.values()[grid.index(x, y, z)] != 0)
                            .isEqualTo(everyDiskNeighbourIsDilated(before, grid, x, y, z, radius));
                }
            }
        }
    }

    private static boolean everyDiskNeighbourIsDilated(byte[] mask, Grid grid, int x, int y, int z, int r) {
        for (int dy = -r; dy <= r; dy++) {
            for (int dx = -r; dx <= r; dx++) {
                if (dx * dx + dy * dy <= r * r && !isDilated(mask, grid, x + dx, y + dy, z, r)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isDilated(byte[] mask, Grid grid, int x, int y, int z, int r) {
        for (int dy = -r; dy <= r; dy++) {
            for (int dx = -r; dx <= r; dx++) {
                if (dx * dx + dy * dy <= r * r
                        && grid.contains(x + dx, y + dy, z)
                        && mask[grid.index(x + dx, y + dy, z)] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aDiskOfOneFillsAHoleOfOneVoxelAndNoGapBetweenSlices() {
        Grid grid = new Grid(7, 7, 3, MM);
        ByteVolume mask = ByteVolume.zeros(grid);
        for (int y = 2; y <= 4; y++) {
            for (int x = 2; x <= 4; x++) {
                mask.values()[grid.index(x, y, 0)] = 1;
                mask.values()[grid.index(x, y, 2)] = 1;
            }
        }
        mask.values()[grid.index(3, 3, 0)] = 0;
        AxialClosing.close(mask, 1);
        assertThat(mask.countNonZero()).isEqualTo(18);
        assertThat(mask.values()[grid.index(3, 3, 1)]).isZero();
    }

    @Test
    void aRadiusOfNothingChangesNothing() {
        ByteVolume mask = new ByteVolume(new Grid(3, 1, 1, MM), new byte[] {1, 0, 1});
        AxialClosing.close(mask, 0);
        assertThat(mask.values()).containsExactly(1, 0, 1);
    }
}
