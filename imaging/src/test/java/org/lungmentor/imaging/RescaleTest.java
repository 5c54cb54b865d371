package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RescaleTest {
    private static final Grid GRID = new Grid(2, 2, 1, Made.TILTED);

    @Test
    void takesSlopeAndInterceptFromText() {
        assertThat(Rescale.parse("1,-1024")).isEqualTo(new Rescale(1, -1024));
        assertThat(Rescale.parse("4095.5,0")).isEqualTo(new Rescale(4095.5, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1,2,3", "1,x", "0,5", "NaN,0", "1,NaN", "Infinity,0", "1,Infinity", "1,"})
    void refusesWhatIsNoSuchPair(String text) {
        assertThatThrownBy(() -> Rescale.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--rescale wants SLOPE,INTERCEPT, such as 1,-1024, not '" + text + "'.");
    }

    @Test
    void storedHounsfieldUnitsStayTheVolumeThatTheyAre() {
        ShortVolume hu = new ShortVolume(GRID, new short[] {-1000, -1000, 40, 60});

        assertThat(Rescale.NONE.apply(hu)).isSameAs(hu);
    }

    @Test
    void wholeNumbersBecomeInt16AndOthersFloat() {
        ShortVolume stored = new ShortVolume(GRID, new short[] {0, 24, 1064, 1084});
        FloatVolume whole = new FloatVolume(GRID, new float[] {-1000, -900, 40, 60});
        FloatVolume broken = new FloatVolume(GRID, new float[] {-1000, -900, 40.5f, 60});
        FloatVolume beyond = new FloatVolume(GRID, new float[] {-1000, -900, 40, 40_000});

        assertThat(((ShortVolume) new Rescale(1, -1024).apply(stored)).values()).containsExactly(-1024, -1000, 40, 60);
        assertThat(((ShortVolume) Rescale.NONE.apply(whole)).values()).containsExactly(-1000, -900, 40, 60);
        assertThat(((FloatVolume) Rescale.NONE.apply(broken)).values()).containsExactly(-1000, -900, 40.5f, 60);
        assertThat(((FloatVolume) Rescale.NONE.apply(beyond)).values()).containsExactly(-1000, -900, 40, 40_000);
        assertThat(((FloatVolume) new Rescale(0.125, -1024).apply(stored)).values())
                .containsExactly(-1024, -1021, -891, -888.5f);
    }

    @Test
    void refusesWhatCannotBeHounsfieldUnits() {
        refused(Reason.NOT_HOUNSFIELD, 0, 24, 1064, 1084);
        refused(Reason.NOT_HOUNSFIELD, -199, 24, 1064, 1084);
        refused(Reason.NOT_HOUNSFIELD, -1000, -1000, -1000, -1019); // all but constant: 8.2 HU about the mean
        refused(Reason.NOT_FINITE, -1000, Float.NaN, 0, 0);
        refused(Reason.NOT_FINITE, -1000, Float.POSITIVE_INFINITY, 0, 0);
    }

    @Test
    void takesWhatJustCanBe() {
        FloatVolume dark = new FloatVolume(GRID, new float[] {-200, 0, 0, 0});
        FloatVolume flat = new FloatVolume(GRID, new float[] {-1000, -1020, -1000, -1020}); // 10 HU about the mean

        assertThat(Rescale.NONE.apply(dark).value(0)).isEqualTo(-200);
        assertThat(Rescale.NONE.apply(flat).value(1)).isEqualTo(-1020);
    }

    private static void refused(Reason reason, float... values) {
        assertThatThrownBy(() -> Rescale.NONE.apply(new FloatVolume(GRID, values)))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
