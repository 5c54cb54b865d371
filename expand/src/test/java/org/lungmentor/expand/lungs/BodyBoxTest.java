package org.lungmentor.expand.lungs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBoxTest {
    private static final R231Fixture SLICES = R231Fixture.of("preprocess.npz");

    /** One body, body and arms, nothing but air; and slices that are no square. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void findsTheBodyOnEachSliceAndPutsLabelsBack(String set) {
        int rows = SLICES.size(set + "_slices", 1);
        int columns = SLICES.size(set + "_slices", 2);
        byte[] bodies = SLICES.bytes(set + "_body");
        byte[] restored = SLICES.bytes(set + "_restored");
        float[] boxes = SLICES.values(set + "_boxes");
        for (int slice = 0; slice < SLICES.size(set + "_slices", 0); slice++) {
            double[] hu = SLICES.slice(set + "_slices", slice);
            assertThat(BodyBox.body(hu, rows, columns)).isEqualTo(part(bodies, slice, rows * columns));
            BodyBox box = BodyBox.of(hu, rows, columns);
            assertThat(new float[] {box.row(), box.column(), box.rowEnd(), box.columnEnd()})
                    .isEqualTo(new float[] {
                        boxes[4 * slice], boxes[4 * slice + 1], boxes[4 * slice + 2], boxes[4 * slice + 3]
                    });
            assertThat(restored(SLICES.slice(set + "_crops", slice), box, rows, columns))
                    .isEqualTo(part(restored, slice, rows * columns));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void resizesTheBodyInWholeNumbersAndWithout(String set) {
        int rows = SLICES.size(set + "_slices", 1);
        int columns = SLICES.size(set + "_slices", 2);
        for (int slice = 0; slice < SLICES.size(set + "_slices", 0); slice++) {
            double[] hu = Arrays.stream(SLICES.slice(set + "_slices", slice))
                    .map(v -> Math.min(Math.max(v, -1024), 600))
                    .toArray();
            for (boolean whole : new boolean[] {true, false}) {
                double[] crop = new double[256 * 256];
                Zoom.linear(hu, columns, BodyBox.of(hu, rows, columns), 256, 256, whole, crop);
                double[] expected = SLICES.slice(set + (whole ? "_crops" : "_crops_of_float"), slice);
                for (int i = 0; i < crop.length; i++) {
                    assertThat((float) crop[i]).isEqualTo((float) expected[i]);
                }
            }
        }
    }

    private static byte[] restored(double[] crop, BodyBox box, int rows, int columns) {
        byte[] dense = new byte[crop.length];
        for (int i = 0; i < crop.length; i++) {
            dense[i] = crop[i] > -500 ? (byte) 1 : 0;
        }
        int width = box.columnEnd() - box.column();
        byte[] back = Zoom.nearest(dense, 256, 256, box.rowEnd() - box.row(), width);
        byte[] whole = new byte[rows * columns];
        for (int i = 0; i < back.length; i++) {
            whole[(box.row() + i / width) * columns + box.column() + i % width] = back[i];
        }
        return whole;
    }

    private static byte[] part(byte[] all, int slice, int pixels) {
        return Arrays.copyOfRange(all, slice * pixels, (slice + 1) * pixels);
    }
}
