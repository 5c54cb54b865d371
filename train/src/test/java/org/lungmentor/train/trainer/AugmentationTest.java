package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    /** Each voxel holds its own x + 10 y + 100 z. */
    private static Sample numbered() {
        float[] values = new float[2 * 3 * 4];
        int at = 0;
        for (int z = 0; z < 4; z++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 2; x++) {
                    values[at++] = x + 10 * y + 100 * z;
                }
            }
        }
        return new Sample(new int[] {2, 3, 4}, new float[][] {values}, new float[][] {values.clone()}, true);
    }

    @Test
    void flipsOneAxis() {
        Sample flipped = Augmentation.none().flip(0).apply(numbered());
        assertThat(flipped.input()[0]).startsWith(1, 0, 11, 10, 21, 20, 101, 100);
        assertThat(flipped.target()[0]).isEqualTo(flipped.input()[0]);
    }

    @Test
    void turnsAPlaneByAQuarter() {
        Sample turned = Augmentation.none().quarterTurn(0, 1).apply(numbered());
        assertThat(turned.size()).containsExactly(3, 2, 4);
        // What ran along y now runs along x; what ran along x runs along y, backwards.
        assertThat(turned.input()[0]).startsWith(1, 11, 21, 0, 10, 20, 101, 111, 121);
    }

    @Test
    void isBackAfterFourQuarters() {
        for (int[] plane : new int[][] {{0, 1}, {0, 2}, {1, 2}}) {
            Augmentation four = Augmentation.none();
            for (int i = 0; i < 4; i++) {
                four.quarterTurn(plane[0], plane[1]);
            }
            assertThat(four.apply(numbered()).input()[0]).isEqualTo(numbered().input()[0]);
        }
    }

    @Test
    void losesNoVoxelAndKeepsSlicesWhereOnlyAxialTurnsAreDrawn() {
        for (int seed = 0; seed < 50; seed++) {
            Sample drawn = Augmentation.draw(new SplittableRandom(seed), 0.5, TrainSettings.Turns.AXIAL)
                    .apply(numbered());
            assertThat(drawn.size()[2]).isEqualTo(4);
            assertThat(drawn.input()[0]).containsExactlyInAnyOrder(numbered().input()[0]);
            Sample any = Augmentation.draw(new SplittableRandom(seed), 0.5, TrainSettings.Turns.ALL)
                    .apply(numbered());
            assertThat(any.input()[0]).containsExactlyInAnyOrder(numbered().input()[0]);
            assertThat(any.target()[0]).isEqualTo(any.input()[0]);
        }
    }

    @Test
    void leavesTheSampleAloneWithoutProbability() {
        Sample sample = numbered();
        assertThat(Augmentation.draw(new SplittableRandom(1), 0, TrainSettings.Turns.ALL)
                        .apply(sample))
                .isSameAs(sample);
    }
}
