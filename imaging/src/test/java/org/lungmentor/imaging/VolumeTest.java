package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VolumeTest {
    private static final Grid GRID = new Grid(4, 1, 1, Made.TILTED);
    private static final ByteVolume BYTES = new ByteVolume(GRID, new byte[] {0, 1, (byte) 200, 0});
    private static final ShortVolume SHORTS = new ShortVolume(GRID, new short[] {-1000, 0, 1, 40});
    private static final FloatVolume FLOATS = new FloatVolume(GRID, new float[] {0.49f, 0.5f, Float.NaN, -3});

    @Test
    void aMaskIsWhatIsAtLeastAHalf() {
        assertThat(BYTES.threshold().values()).containsExactly(0, 1, 1, 0);
        assertThat(SHORTS.mask().values()).containsExactly(0, 0, 1, 1);
        assertThat(FLOATS.mask().values()).containsExactly(0, 1, 0, 0);
        assertThat(BYTES.mask()).isSameAs(BYTES);
        assertThat(BYTES.countNonZero()).isEqualTo(2);
    }

    @Test
    void floatsAreTheSameValuesAndBytesHaveNoSign() {
        assertThat(BYTES.toFloat().values()).containsExactly(0, 1, 200, 0);
        assertThat(SHORTS.toFloat().values()).containsExactly(-1000, 0, 1, 40);
        assertThat(FLOATS.toFloat()).isSameAs(FLOATS);
    }

    @Test
    void onAnotherGridTheVoxelsAreTheSameArray() {
        Grid elsewhere = new Grid(1, 4, 1, Made.TILTED);
        for (Volume volume : List.of(BYTES, SHORTS, FLOATS)) {
            Volume moved = volume.on(elsewhere);
            assertThat(moved.grid()).isEqualTo(elsewhere);
            assertThat(moved).hasSameClassAs(volume);
        }
        assertThat(BYTES.on(elsewhere).values()).isSameAs(BYTES.values());
        assertThat(SHORTS.on(elsewhere).values()).isSameAs(SHORTS.values());
        assertThat(FLOATS.on(elsewhere).values()).isSameAs(FLOATS.values());
    }
}
