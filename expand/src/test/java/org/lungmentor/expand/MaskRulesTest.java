package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.UsageException;

class MaskRulesTest {
    private static final Affine RAS = Affine.diagonal(new double[] {1, 1, 2}, new double[] {0, 0, 0});
    /** The same voxels as {@link #RAS} on 8 x 1 x 1, stored from right to left. */
    private static final Affine LAS = Affine.ofRows(-1, 0, 0, 7, 0, 1, 0, 0, 0, 0, 2, 0);

    private static FloatVolume row(Affine affine, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new FloatVolume(new Grid(values.length, 1, 1, affine), floats);
    }

    private static byte[] mask(MaskRules rules, FloatVolume probabilities) {
        return ((ByteVolume) rules.apply(probabilities, Optional.empty())).values();
    }

    private static MaskRules rules(double threshold, int closing, double minimumMm3, boolean largest) {
        return new MaskRules(threshold, closing, false, minimumMm3, largest);
    }

    @Test
    void aVoxelOfExactlyTheThresholdIsTumour() {
        assertThat(mask(rules(0.5, 0, 0, false), row(RAS, 0.49, 0.5, 0.51))).containsExactly(0, 1, 1);
        assertThat(mask(rules(0.3, 0, 0, false), row(RAS, 0.29, 0.3, 0))).containsExactly(0, 1, 0);
    }

    @Test
    void theStandardClosesAGapOfOneVoxel() {
        float[] bars = {1, 0, 1, 1, 0, 1, 1, 0, 1};
        assertThat(mask(MaskRules.STANDARD, new FloatVolume(new Grid(3, 3, 1, RAS), bars)))
                .containsExactly(1, 0, 1, 1, 1, 1, 1, 0, 1);
    }

    @Test
    void theLargestComponentStays() {
        assertThat(mask(rules(0.5, 0, 0, true), row(RAS, 1, 0, 1, 1, 0, 1))).containsExactly(0, 0, 1, 1, 0, 0);
    }

    @Test
    void ofEquallyLargeOnesTheFirstInCanonicalOrderStays() {
        assertThat(mask(rules(0.5, 0, 0, true), row(RAS, 1, 0, 1))).containsExactly(1, 0, 0);
        assertThat(mask(rules(0.5, 0, 0, true), row(LAS, 1, 0, 1, 0, 0, 0, 0, 0)))
                .as("stored from right to left: the second is further left")
                .containsExactly(0, 0, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void componentsOfTheLeastVolumeStay() {
        FloatVolume probabilities = row(RAS, 1, 0, 1, 1, 0, 1, 1, 1); // 2, 4 and 6 mm3
        assertThat(mask(rules(0.5, 0, 4, false), probabilities)).containsExactly(0, 0, 1, 1, 0, 1, 1, 1);
    }

    @Test
    void nothingOutsideTheLungsIsTumourWhateverTheirAxisOrder() {
        MaskRules filter = new MaskRules(0.5, 1, true, 0, false);
        ByteVolume lungs = new ByteVolume(new Grid(8, 1, 1, LAS), new byte[] {0, 0, 0, 0, 0, 2, 2, 1});
        ByteVolume mask = (ByteVolume) filter.apply(row(RAS, 1, 0, 1, 1, 0, 1, 1, 1), Optional.of(lungs));
        assertThat(mask.values()).containsExactly(1, 0, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void probabilitiesStayWhatTheyAreButForTheLungFilter() {
        FloatVolume probabilities = row(LAS, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
        MaskRules plain = new MaskRules(MaskRules.PROBABILITIES, 1, false, 0, false);
        assertThat(plain.apply(probabilities, Optional.empty())).isSameAs(probabilities);
        MaskRules filter = new MaskRules(MaskRules.PROBABILITIES, 1, true, 0, false);
        ByteVolume lungs = new ByteVolume(new Grid(8, 1, 1, RAS), new byte[] {1, 0, 0, 0, 0, 0, 0, 2});
        assertThat(((FloatVolume) filter.apply(probabilities, Optional.of(lungs))).values())
                .containsExactly(0.1f, 0, 0, 0, 0, 0, 0, 0.8f);
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> rules(0, 1, 0, false)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> rules(1.5, 1, 0, false)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> rules(Double.NaN, 1, 0, false)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> rules(0.5, -1, 0, false)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> rules(0.5, 1, -3, false)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> rules(-1, 1, 0, true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no components");
    }
}
