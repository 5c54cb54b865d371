package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

class IntensitiesTest {
    private static final Grid GRID = new Grid(2, 1, 2, Affine.diagonal(new double[] {1, 1, 1}, new double[3]));

    @Test
    void clipsBeforeItMeasures() {
        Intensities found = Intensities.of(new ShortVolume(GRID, new short[] {-3024, -1024, 3071, 1000}));

        assertThat(found.mean()).isEqualTo(-12);
        assertThat(found.sd()).isEqualTo(1012);
        assertThat(found.normalise(1000)).isEqualTo(1);
    }

    @Test
    void measuresFloatsAsIntegers() {
        Intensities shorts = Intensities.of(new ShortVolume(GRID, new short[] {-100, 7, 300, 2000}));
        Intensities floats = Intensities.of(new FloatVolume(GRID, new float[] {-100, 7, 300, 2000}));

        assertThat(floats.mean()).isCloseTo(shorts.mean(), within(1e-10));
        assertThat(floats.sd()).isCloseTo(shorts.sd(), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(float value) {
        TeacherCropsTest.assertRefused(
                Reason.NOT_FINITE, () -> Intensities.of(new FloatVolume(GRID, new float[] {0, value, 1, 2})));
    }

    @Test
    void refusesAnImageThatIsAllAlikeWithinTheWindow() {
        short[] air = new short[4];
        Arrays.fill(air, (short) -2000);
        air[3] = -1024;

        TeacherCropsTest.assertRefused(Reason.CONSTANT_IMAGE, () -> Intensities.of(new ShortVolume(GRID, air)));
        TeacherCropsTest.assertRefused(
                Reason.CONSTANT_IMAGE, () -> Intensities.of(new FloatVolume(GRID, new float[] {5, 5, 5, 5})));
    }
}
