package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftDiceTest {
    @Test
    void isZeroForTheTargetItselfAndOneForItsOpposite() {
        float[] target = {0, 1, 1, 0, 1, 0, 0, 0};
        assertThat(SoftDice.loss(buffer(target), buffer(target), 1)).isEqualTo(0, within(1e-12));
        float[] opposite = {1, 0, 0, 1, 0, 1, 1, 1};
        assertThat(SoftDice.loss(buffer(opposite), buffer(target), 1)).isEqualTo(1, within(1e-5));
    }

    @Test
    void isZeroWhereNothingIsAndNothingIsSaid() {
        assertThat(SoftDice.loss(buffer(0, 0), buffer(0, 0), 1)).isZero();
    }

    @Test
    void isByHandWhatTheFormulaSays() {
        // sums: p*t = 0.5 + 0.2, p = 1, t = 1.5
        double expected = 1 - (2 * 0.7 + 1e-5) / (2.5 + 1e-5);
        assertThat(SoftDice.loss(buffer(0.5f, 0.4f, 0.1f), buffer(1, 0.5f, 0), 1))
                .isEqualTo(expected, within(1e-7));
    }

    @Test
    void ofTwoChannelsIsTheMeanOfBoth() {
        float[] p = {0.5f, 0.4f, 0.9f, 0.1f};
        float[] t = {1, 0.5f, 1, 0};
        double first = SoftDice.loss(buffer(0.5f, 0.4f), buffer(1, 0.5f), 1);
        double second = SoftDice.loss(buffer(0.9f, 0.1f), buffer(1, 0), 1);
        assertThat(SoftDice.loss(buffer(p), buffer(t), 2)).isEqualTo((first + second) / 2, within(1e-12));
    }

    @Test
    void itsGradientIsTheSlopeOfTheLossByEachLogit() {
        SplittableRandom random = new SplittableRandom(3);
        float[] z = new float[12];
        float[] t = new float[12];
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) (4 * random.nextDouble() - 2);
            t[i] = (float) random.nextDouble();
        }
        FloatBuffer gradient = buffer(z);
        double loss = SoftDice.lossAndGradient(gradient, buffer(t), 2);
        assertThat(loss).isEqualTo(lossOf(z, t), within(1e-7));
        float step = 1e-2f;
        for (int i = 0; i < z.length; i++) {
            float[] above = z.clone();
            float[] below = z.clone();
            above[i] += step;
            below[i] -= step;
            double slope = (lossOf(above, t) - lossOf(below, t)) / (above[i] - below[i]);
            assertThat(gradient.get(i)).isEqualTo((float) slope, within(2e-6f));
        }
    }

    @Test
    void ofAChannelThatIsNotKnownNothingIsLearned() {
        float[] z = {-1, 0.5f, 2, 0.25f, -0.5f, 1};
        float[] t = {0, 0, 0, 1, 0, 1};
        FloatBuffer both = buffer(z);
        SoftDice.lossAndGradient(both, buffer(t), 2);
        FloatBuffer second = buffer(z);
        double loss = SoftDice.lossAndGradient(second, buffer(t), 2, 1);
        FloatBuffer alone = buffer(0.25f, -0.5f, 1);
        assertThat(loss).isEqualTo(SoftDice.lossAndGradient(alone, buffer(1, 0, 1), 1) / 2, within(1e-12));
        for (int i = 0; i < 3; i++) {
            assertThat(second.get(i)).isZero();
            assertThat(second.get(3 + i)).isEqualTo(both.get(3 + i));
        }
    }

    private static double lossOf(float[] logits, float[] target) {
        FloatBuffer p = buffer(logits);
        SoftDice.sigmoid(p, 0, logits.length);
        return SoftDice.loss(p, buffer(target), 2);
    }

    private static FloatBuffer buffer(float... values) {
        return FloatBuffer.wrap(values.clone());
    }
}
