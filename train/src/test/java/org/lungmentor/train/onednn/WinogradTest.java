package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WinogradTest {
    private static final float[][] A_T = {
        {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
    };
    private static final float[][] B_T = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };

    /** A line of one voxel that is 1 through three weights of which one is 1 gives that weight's output: exact but for 1/6 and 1/24. */
    @ParameterizedTest
    @EnumSource(Winograd.class)
    void filtersEveryVoxelByEveryTap(Winograd winograd) {
        int n = winograd.inputs();
        int m = winograd.outputs();
        for (int tap = 0; tap < 27; tap++) {
            float[] g = unit(winograd, 3, tap);
            for (int d = 0; d < n; d++) {
                float[] voxel = unit(winograd, n, (d * n + (d + 1) % n) * n + (d + 2) % n);
                for (int i = 0; i < voxel.length; i++) {
                    voxel[i] *= g[i];
                }
                float[] y = winograd.cube();
                winograd.output(voxel, y);
                for (int p = 0; p < m * m * m; p++) {
                    boolean hit = p / m / m + tap / 9 == d
                            && p / m % m + tap / 3 % 3 == (d + 1) % n
                            && p % m + tap % 3 == (d + 2) % n;
                    assertThat(y[p * Lanes.BLOCK]).isCloseTo(hit ? 1 : 0, within(1e-5f));
                }
            }
        }
    }

    @Test
    void writesTheMatricesOutAsTheyAre() {
        same(FourPasses::input, B_T);
        same(FourPasses::output, A_T);
        same(FourPasses::outputGradient, MatrixPass.transposed(A_T));
    }

    private static void same(Pass written, float[][] matrix) {
        int outer = 3;
        int inner = 2 * Lanes.BLOCK;
        float[] from = new float[outer * matrix[0].length * inner];
        Random random = new Random(1);
        for (int i = 0; i < from.length; i++) {
            from[i] = random.nextFloat();
        }
        float[] to = new float[outer * matrix.length * inner];
        float[] expected = new float[to.length];
        written.run(from, to, outer, inner);
        new MatrixPass(matrix).run(from, expected, outer, inner);
        for (int i = 0; i < to.length; i++) {
            assertThat(to[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    /** What the n^3 voxels (edge n) or the 27 taps (edge 3) become of which one is 1. */
    private static float[] unit(Winograd winograd, int edge, int index) {
        float[] a = winograd.cube();
        float[] b = winograd.cube();
        for (int lane = 0; lane < Lanes.BLOCK; lane++) {
            a[index * Lanes.BLOCK + lane] = 1;
        }
        if (edge == 3) {
            winograd.weights(a, b);
        } else {
            winograd.input(a, b);
        }
        return b;
    }
}
