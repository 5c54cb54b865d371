package org.lungmentor.expand.lungs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoomTest {
    private static final R231Fixture ZOOM = R231Fixture.of("zoom.npz");

    /** Among them sizes whose last row or column scipy leaves 0. */
    @ParameterizedTest
    @CsvSource({"256, 123, 200", "256, 63, 301", "256, 105, 154", "128, 105, 300", "128, 512, 162"})
    void takesTheNearestSampleAsScipyDoes(int side, int rows, int columns) {
        byte[] source = ZOOM.bytes("nearest_source_" + side + "x" + side);
        assertThat(Zoom.nearest(source, side, side, rows, columns))
                .isEqualTo(ZOOM.bytes("nearest_" + side + "x" + side + "_to_" + rows + "x" + columns));
    }

    @Test
    void takesWhatThereIsOfOneSample() {
        assertThat(Zoom.nearest(new byte[] {7}, 1, 1, 2, 3)).containsOnly(7);
        assertThat(Zoom.nearest(new byte[] {5, 6, 7, 8}, 2, 2, 1, 1)).containsExactly(5);
    }

    /** Along columns and rows by themselves: the fixture's shape is no square. */
    @Test
    void interpolatesAsScipyDoes() {
        double[] source = new double[37 * 53];
        for (int i = 0; i < source.length; i++) {
            source[i] = ZOOM.values("linear_source_37x53")[i];
        }
        for (boolean whole : new boolean[] {true, false}) {
            double[] found = new double[64 * 48];
            Zoom.linear(source, 53, new BodyBox(0, 0, 37, 53), 64, 48, whole, found);
            float[] expected = ZOOM.values(whole ? "linear_int16_37x53_to_64x48" : "linear_float_37x53_to_64x48");
            for (int i = 0; i < found.length; i++) {
                assertThat((float) found[i]).isEqualTo(expected[i]);
            }
        }
    }
}
