package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rows read in canonical order are rows of the volume turned canonical. */
class RowSourceProperties {
    @Property(tries = 60)
    void canonicalRowsAreThoseOfTheTurnedVolume(
            @ForAll @IntRange(min = 0, max = 47) int turn,
            @ForAll @IntRange(min = 0, max = 3) int x0,
            @ForAll long seed) {
        FloatVolume floats = Turned.all().get(turn).of(Made.noise(new Grid(5, 3, 4, Made.TILTED), seed));
        ShortVolume shorts = Made.shorts(floats);
        byte[] bytes = new byte[shorts.values().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) shorts.values()[i];
        }
        for (Volume stored : List.of(floats, shorts, new ByteVolume(floats.grid(), bytes))) {
            Volume canonical = Orientation.of(stored.grid().affine()).toCanonical(stored);
            Grid grid = canonical.grid();
            int first = Math.min(x0, grid.nx() - 1);
            double[] row = new double[grid.nx() - first];
            for (int z = 0; z < grid.nz(); z++) {
                for (int y = 0; y < grid.ny(); y++) {
                    RowSource.canonical(stored).read(first, grid.nx() - 1, y, z, row);
                    for (int i = 0; i < row.length; i++) {
                        assertThat(row[i]).isEqualTo(canonical.value(grid.index(first + i, y, z)));
                    }
                }
            }
        }
    }

    /** The whole buffer is the caller's: what lies behind the voxels asked for is left as it is. */
    @Property(tries = 30)
    void clippingThresholdingAndShiftingTouchOnlyWhatWasAskedFor(
            @ForAll @IntRange(min = 0, max = 2) int x0, @ForAll @IntRange(min = 0, max = 2) int x1) {
        RowSource rows = (from, to, y, z, into) -> {
            for (int i = 0; i <= to - from; i++) {
                into[i] = (from + i - 2) * 0.25 + 10 * y + 100 * z;
            }
        };
        int n = x1 + 1;
        double[] expected = new double[5];
        double[] row = new double[5];
        Arrays.fill(row, 7);
        Arrays.fill(expected, 7);
        rows.from(new int[] {x0, 0, 0}).read(0, x1, 0, 0, row);
        for (int i = 0; i < n; i++) {
            expected[i] = (x0 + i - 2) * 0.25;
        }
        assertThat(row).containsExactly(expected);

        rows.from(new int[] {x0, 0, 0}).clipped(-0.25, 0.25).read(0, x1, 0, 0, row);
        for (int i = 0; i < n; i++) {
            double v = (x0 + i - 2) * 0.25;
            expected[i] = v < -0.25 ? -0.25 : v > 0.25 ? 0.25 : v;
        }
        assertThat(row).containsExactly(expected);

        rows.from(new int[] {x0, 0, 0}).thresholded().read(0, x1, 0, 0, row);
        for (int i = 0; i < n; i++) {
            expected[i] = x0 + i >= 4 ? 1 : 0;
        }
        assertThat(row).containsExactly(expected);

        rows.from(new int[] {0, 2, 3}).read(2, 2, 1, 1, row);
        assertThat(row[0]).isEqualTo(430);
    }
}
