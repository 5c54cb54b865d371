package org.lungmentor.expand.lungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.train.SliceSource;

class R231LungMapTest {
    private static final int PIXELS = R231LungMap.SIDE * R231LungMap.SIDE;

    /** One chest on grids of all kinds: LPS as DICOM has it, RAS, and two whose slices are no slices of the array. */
    private static final List<Grid> GRIDS = List.of(
            new Grid(96, 72, 20, Affine.ofRows(-4, 0, 0, 190, 0, -4, 0, 142, 0, 0, 10, -95)),
            new Grid(96, 72, 20, Affine.ofRows(4, 0, 0, -190, 0, 4, 0, -142, 0, 0, 10, -95)),
            new Grid(72, 20, 96, Affine.ofRows(0, 0, -4, 190, -4, 0, 0, 142, 0, -10, 0, 95)),
            new Grid(20, 96, 72, Affine.ofRows(0, 4, 0, -190, 0, 0, 4, -142, -10, 0, 0, 95)));

    @Test
    void findsTheRightLungOnThePatientsRightHoweverTheScanIsStored() throws IOException {
        for (Grid grid : GRIDS) {
            ByteVolume map = R231LungMap.of(chest(grid), R231LungMapTest::airOfEitherHalf);
            assertThat(at(map, 70, 0, 0)).isEqualTo(1);
            assertThat(at(map, -70, 0, 0)).isEqualTo(2);
            assertThat(at(map, 0, 0, 0)).isZero();
            assertThat(at(map, 186, 138, 0)).isZero();
            assertThat(map.grid()).isEqualTo(grid);
        }
    }

    @Test
    void showsTheNetworkTheSameSlicesHoweverTheScanIsStored() throws IOException {
        List<float[]> first = seen(GRIDS.get(0));
        assertThat(first).hasSize(20);
        for (Grid grid : GRIDS) {
            List<float[]> same = seen(grid);
            assertThat(same).hasSameSizeAs(first);
            for (int i = 0; i < first.size(); i++) {
                assertThat(Arrays.equals(same.get(i), first.get(i))).isTrue();
            }
        }
        float[] lowest = first.get(0);
        float[] middle = first.get(10);
        assertThat(lowest).isNotEqualTo(middle);
        int front = 20 * 256 + 128; // the breastbone is in front: the first rows
        assertThat(middle[front]).isGreaterThan(middle[(255 - 20) * 256 + 128]);
    }

    @Test
    void scalesAsTheReferenceDoes() throws IOException {
        R231Fixture fixture = R231Fixture.of("preprocess.npz");
        for (String set : List.of("a", "b")) {
            int columns = fixture.size(set + "_slices", 2);
            int rows = fixture.size(set + "_slices", 1);
            int slices = fixture.size(set + "_slices", 0);
            Grid lps = new Grid(columns, rows, slices, Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0));
            float[] expected = fixture.values(set + "_input");
            R231LungMap.of(new ShortVolume(lps, fixture.shorts(set + "_slices")), (count, source, into) -> {
                float[] slice = new float[PIXELS];
                Arrays.fill(into, (byte) 1);
                for (int i = 0; i < count; i++) {
                    source.read(i, slice);
                    float[] wanted = Arrays.copyOfRange(expected, i * PIXELS, (i + 1) * PIXELS);
                    assertThat(Arrays.equals(slice, wanted)).isTrue();
                }
            });
        }
    }

    @Test
    void refusesAScanWhereTheNetworkFindsNothing() {
        assertThatThrownBy(() -> R231LungMap.of(chest(GRIDS.get(0)), (slices, source, into) -> {
                    for (int i = 0; i < slices; i++) {
                        source.read(i, new float[PIXELS]);
                    }
                }))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_LUNGS));
    }

    /** In place of the network: air within the body, told apart by the half of the crop. Columns run to the patient's left. */
    private static void airOfEitherHalf(int slices, SliceSource source, byte[] into) {
        float[] slice = new float[PIXELS];
        for (int number = 0; number < slices; number++) {
            source.read(number, slice);
            for (int i = 0; i < PIXELS; i++) {
                int x = i % R231LungMap.SIDE - 128;
                int y = i / R231LungMap.SIDE - 128;
                boolean lung = slice[i] < 0.2 && Math.hypot(x, y) < 100;
                into[number * PIXELS + i] = (byte) (!lung ? 0 : x < 0 ? 1 : 2);
            }
        }
    }

    private static List<float[]> seen(Grid grid) throws IOException {
        List<float[]> seen = new ArrayList<>();
        R231LungMap.of(chest(grid), (slices, source, into) -> {
            for (int i = 0; i < slices; i++) {
                float[] slice = new float[PIXELS];
                source.read(i, slice);
                seen.add(slice);
            }
            Arrays.fill(into, (byte) 1);
        });
        return seen;
    }

    /** Body, two lungs that are narrower towards the head, and a breastbone in front, painted by the patient's millimetres. */
    private static ShortVolume chest(Grid grid) {
        short[] hu = new short[grid.voxels()];
        for (int i = 0; i < hu.length; i++) {
            int slice = i / grid.nx() / grid.ny();
            double[] p = grid.affine().apply(i % grid.nx(), i / grid.nx() % grid.ny(), slice);
            double narrow = 1 - p[2] / 400;
            boolean body = Math.hypot(p[0] / 160, p[1] / 110) < 1;
            boolean lung = Math.hypot((Math.abs(p[0]) - 70) / (45 * narrow), p[1] / (60 * narrow)) < 1;
            boolean bone = Math.abs(p[0]) < 12 && p[1] > 80 && p[1] < 95;
            hu[i] = (short) (!body ? -1000 : lung ? -850 : bone ? 500 : 40);
        }
        return new ShortVolume(grid, hu);
    }

    private static int at(Volume map, double r, double a, double s) {
        double[] index = map.grid().affine().inverse().apply(r, a, s);
        return (int) map.value(
                map.grid().index((int) Math.round(index[0]), (int) Math.round(index[1]), (int) Math.round(index[2])));
    }
}
