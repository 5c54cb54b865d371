package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    @ParameterizedTest
    @CsvSource({
        "1, 3.0, 0.7, 1",
        "2, 3.0, 0.7, 5",
        "512, 0.6800000071525574, 0.7, 497",
        "512, 0.9765625, 1.0, 500",
        "133, 1.25, 1.5, 111",
        "134, 1.25, 1.5, 112",
        "300, 1.0, 0.7, 428",
        "6, 0.5, 1.0, 4",
        "7, 0.5, 1.0, 4",
        "8, 0.75, 1.5, 5",
        "90, 5.0, 1.5, 298"
    })
    void countsSamplesByRoundingHalfUp(int n, double s, double t, int expected) {
        assertThat(Resampler.shape(new int[] {1, n, 1}, new double[] {1, s, 1}, new double[] {1, t, 1})[1])
                .isEqualTo(expected);
    }

    @Test
    void keepsOriginAndDirections() {
        Grid grid = new Grid(10, 10, 4, Affine.ofRows(0.6, -0.8, 0, 1, 0.8, 0.6, 0, 2, 0, 0, 3, 3));

        Grid big = Resampler.grid(grid, 2, 2, 1.5);

        assertThat(big.shape()).containsExactly(6, 6, 7);
        assertThat(big.affine().originMm()).containsExactly(1, 2, 3);
        assertThat(big.affine().apply(1, 0, 0)).containsExactly(2.2, 3.6, 3);
    }

    @Test
    void refusesAPartThatLeavesTheOutput() {
        Resampler resampler =
                new Resampler(new int[] {4, 4, 4}, new double[] {1, 1, 1}, new int[] {4, 4, 4}, new double[] {1, 1, 1});

        assertThatThrownBy(() -> resampler.resample(
                        new VoxelBox(0, 0, 0, 4, 0, 0), (x0, x1, y, z, into) -> {}, (y, z, row) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
