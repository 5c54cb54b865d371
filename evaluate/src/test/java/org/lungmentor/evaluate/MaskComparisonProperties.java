package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/** What holds for any two masks. */
class MaskComparisonProperties {
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    @Property(tries = 100)
    void dscIsSymmetricAndAShare(@ForAll long seed) {
        ByteVolume a = blobs(seed);
        ByteVolume b = blobs(seed + 1);
        CaseFigures one = figures(a, b, Overlap.IOU);
        CaseFigures other = figures(b, a, Overlap.IOU);
        assertThat(one.dsc()).isEqualTo(other.dsc());
        assertThat(one.dsc()).isBetween(0.0, 1.0);
    }

    @Property(tries = 50)
    void equalMasksAreEqual(@ForAll long seed) {
        ByteVolume a = blobs(seed);
        CaseFigures f = figures(a, a, Overlap.TRUTH);
        assertThat(f.dsc()).isEqualTo(1);
        assertThat(f.fp()).isZero();
        assertThat(f.predictionMm3()).isEqualTo(f.truthMm3());
    }

    @Property(tries = 200)
    void storedOnAnyAxesTheFiguresAreTheSame(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 5) int order,
            @ForAll @IntRange(min = 0, max = 7) int flips,
            @ForAll Overlap overlap) {
        ByteVolume p = blobs(seed);
        ByteVolume t = blobs(seed + 1);
        CaseFigures plain = figures(p, t, overlap);
        CaseFigures turned = figures(turned(p, ORDERS[order], flips), t, overlap);
        assertThat(turned).isEqualTo(plain);
        CaseFigures both = figures(turned(p, ORDERS[order], flips), turned(t, ORDERS[order], flips), overlap);
        assertThat(both).isEqualTo(plain);
    }

    /** The same patient, mirrored or turned in the scanner: other canonical arrays, the same figures. */
    @Property(tries = 100)
    void aMirroredPatientHasTheSameFigures(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 5) int order,
            @ForAll @IntRange(min = 0, max = 7) int flips) {
        ByteVolume p = blobs(seed);
        ByteVolume t = blobs(seed + 1);
        CaseFigures plain = figures(p, t, Overlap.TRUTH);
        CaseFigures moved = figures(inPlace(p, ORDERS[order], flips), inPlace(t, ORDERS[order], flips), Overlap.TRUTH);
        for (Figure figure : Figure.values()) {
            assertThat(figure.of(moved).isPresent()).isEqualTo(figure.of(plain).isPresent());
            assertThat(figure.of(moved).orElse(0)).isCloseTo(figure.of(plain).orElse(0), within(1e-9));
        }
    }

    private static CaseFigures figures(ByteVolume p, ByteVolume t, Overlap overlap) {
        return new MaskComparison(MaskPair.of(p, t)).figures(overlap, false);
    }

    /** A few boxes in a small volume of unequal sides. */
    private static ByteVolume blobs(long seed) {
        Random random = new Random(seed);
        Grid grid = new Grid(13, 11, 9, Affine.diagonal(new double[] {1.5, 2, 2.5}, new double[] {-5, 8, 3}));
        ByteVolume mask = ByteVolume.zeros(grid);
        for (int boxes = random.nextInt(4); boxes > 0; boxes--) {
            int x = random.nextInt(10);
            int y = random.nextInt(8);
            int z = random.nextInt(6);
            int edge = 1 + random.nextInt(5);
            for (int i = 0; i < edge * edge * edge; i++) {
                int vx = x + i % edge;
                int vy = y + i / edge % edge;
                int vz = z + i / edge / edge;
                if (grid.contains(vx, vy, vz)) {
                    mask.values()[grid.index(vx, vy, vz)] = 1;
                }
            }
        }
        return mask;
    }

    /** The same world positions, stored with axes in another order and direction. */
    private static ByteVolume turned(ByteVolume v, int[] order, int flips) {
        Grid from = v.grid();
        double[][] columns = new double[3][];
        int[] zero = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int source = order[axis];
            boolean flipped = (flips >> axis & 1) == 1;
            columns[axis] = from.affine().column(source);
            if (flipped) {
                zero[source] = from.size(source) - 1;
                for (int row = 0; row < 3; row++) {
                    columns[axis][row] = -columns[axis][row];
                }
            }
        }
        Affine affine = Affine.ofColumns(columns, from.affine().apply(zero[0], zero[1], zero[2]));
        return stored(v, order, flips, affine);
    }

    /** The same array turned, with its spacing, as if the patient had been turned. */
    private static ByteVolume inPlace(ByteVolume v, int[] order, int flips) {
        double[] s = v.grid().spacingMm();
        return stored(
                v, order, flips, Affine.diagonal(new double[] {s[order[0]], s[order[1]], s[order[2]]}, new double[3]));
    }

    private static ByteVolume stored(ByteVolume v, int[] order, int flips, Affine affine) {
        Grid from = v.grid();
        Grid to = new Grid(from.size(order[0]), from.size(order[1]), from.size(order[2]), affine);
        ByteVolume out = ByteVolume.zeros(to);
        int[] at = new int[3];
        for (int z = 0; z < to.nz(); z++) {
            for (int y = 0; y < to.ny(); y++) {
                for (int x = 0; x < to.nx(); x++) {
                    int[] index = {x, y, z};
                    for (int axis = 0; axis < 3; axis++) {
                        boolean flipped = (flips >> axis & 1) == 1;
                        at[order[axis]] = flipped ? to.size(axis) - 1 - index[axis] : index[axis];
                    }
                    out.values()[to.index(x, y, z)] = v.values()[from.index(at[0], at[1], at[2])];
                }
            }
        }
        return out;
    }
}
