package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

/** Against closing by its definition, on a plane without end. */
class ClosingProperties {
    private static final int MARGIN = 6;
    private static final double[] SPACING = {2, 2, 3};
    private static final Grid GRID = new Grid(10, 9, 6, Affine.diagonal(SPACING, new double[3]));

    @Property(tries = 60)
    void isDilationThenErosionThenFillingOfWhatASliceEncloses(
            @ForAll @IntRange(min = 2, max = 7) int radiusMm,
            @ForAll @IntRange(min = 1, max = 30) int percent,
            @ForAll long seed) {
        Random random = new Random(seed);
        byte[] values = new byte[GRID.voxels()];
        for (int i = 0; i < values.length; i++) {
            int v = random.nextInt(100);
            values[i] = (byte) (v < percent ? 2 : v < percent + 3 ? 1 : 0);
        }
        byte[] expected = closed(values, radiusMm);
        ByteVolume map = new ByteVolume(GRID, values);

        Closing.close(map, (byte) 2, radiusMm);

        assertThat(map.values()).isEqualTo(expected);
    }

    private static byte[] closed(byte[] values, int radiusMm) {
        int nx = GRID.nx() + 2 * MARGIN;
        int ny = GRID.ny() + 2 * MARGIN;
        int nz = GRID.nz() + 2 * MARGIN;
        Grid wide = new Grid(nx, ny, nz, GRID.affine());
        boolean[] set = new boolean[wide.voxels()];
        for (int z = 0; z < GRID.nz(); z++) {
            for (int y = 0; y < GRID.ny(); y++) {
                for (int x = 0; x < GRID.nx(); x++) {
                    set[wide.index(x + MARGIN, y + MARGIN, z + MARGIN)] = values[GRID.index(x, y, z)] == 2;
                }
            }
        }
        boolean[] eroded = not(dilated(not(dilated(set, wide, radiusMm), true), wide, radiusMm), true);
        byte[] result = values.clone();
        for (int z = 0; z < GRID.nz(); z++) {
            boolean[] outside = outside(eroded, wide, z + MARGIN);
            for (int y = 0; y < GRID.ny(); y++) {
                for (int x = 0; x < GRID.nx(); x++) {
                    int at = GRID.index(x, y, z);
                    if (values[at] == 0 && !outside[(y + MARGIN) * nx + x + MARGIN]) {
                        result[at] = 2;
                    }
                }
            }
        }
        return result;
    }

    private static boolean[] not(boolean[] set, boolean flip) {
        boolean[] other = new boolean[set.length];
        for (int i = 0; i < set.length; i++) {
            other[i] = set[i] != flip;
        }
        return other;
    }

    private static boolean[] dilated(boolean[] set, Grid grid, int radiusMm) {
        boolean[] result = new boolean[set.length];
        int reach = 4;
        for (int i = 0; i < set.length; i++) {
            if (!set[i]) {
                continue;
            }
            int x0 = i % grid.nx();
            int y0 = i / grid.nx() % grid.ny();
            int z0 = i / grid.nx() / grid.ny();
            for (int dz = -reach; dz <= reach; dz++) {
                for (int dy = -reach; dy <= reach; dy++) {
                    for (int dx = -reach; dx <= reach; dx++) {
                        double mm2 = 4.0 * dx * dx + 4.0 * dy * dy + 9.0 * dz * dz;
                        if (mm2 <= radiusMm * radiusMm && grid.contains(x0 + dx, y0 + dy, z0 + dz)) {
                            result[grid.index(x0 + dx, y0 + dy, z0 + dz)] = true;
                        }
                    }
                }
            }
        }
        return result;
    }

    /** What of a slice can be reached from its corner by faces. */
    private static boolean[] outside(boolean[] set, Grid grid, int z) {
        boolean[] reached = new boolean[grid.nx() * grid.ny()];
        Deque<int[]> todo = new ArrayDeque<>();
        todo.add(new int[] {0, 0});
        while (!todo.isEmpty()) {
            int[] p = todo.poll();
            if (!grid.contains(p[0], p[1], z)) {
                continue;
            }
            int at = p[1] * grid.nx() + p[0];
            if (!reached[at] && !set[grid.index(p[0], p[1], z)]) {
                reached[at] = true;
                todo.add(new int[] {p[0] - 1, p[1]});
                todo.add(new int[] {p[0] + 1, p[1]});
                todo.add(new int[] {p[0], p[1] - 1});
                todo.add(new int[] {p[0], p[1] + 1});
            }
        }
        return reached;
    }
}
