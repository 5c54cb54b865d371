package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ComponentsProperties {
    @Property(tries = 100)
    void componentsAreThoseOfAFloodFill(
            @ForAll @IntRange(min = 1, max = 9) int nx,
            @ForAll @IntRange(min = 1, max = 8) int ny,
            @ForAll @IntRange(min = 1, max = 7) int nz,
            @ForAll @IntRange(min = 5, max = 60) int percent,
            @ForAll long seed) {
        ByteVolume mask = Made.sparse(new Grid(nx, ny, nz, Made.TILTED), seed, percent / 100.0);
        Components components = Components.of(mask);

        int covered = 0;
        for (int c = 0; c < components.count(); c++) {
            ByteVolume flooded = flood(mask, components.firstVoxel(c));
            assertThat(components.mask(c).values()).isEqualTo(flooded.values());
            assertThat(components.size(c)).isEqualTo(flooded.countNonZero());
            assertThat(components.bounds(c)).isEqualTo(VoxelBox.around(flooded).orElseThrow());
            assertThat(mask.values()[components.firstVoxel(c)]).isEqualTo((byte) 1);
            if (c > 0) {
                boolean smaller = components.size(c) < components.size(c - 1);
                boolean later = components.size(c) == components.size(c - 1)
                        && components.firstVoxel(c) > components.firstVoxel(c - 1);
                assertThat(smaller || later).isTrue();
            }
            covered += (int) components.size(c);
        }
        assertThat(covered).isEqualTo(mask.countNonZero());
    }

    /** Spreads from one voxel to its 26 neighbours until nothing changes: slow and plain. */
    private static ByteVolume flood(ByteVolume mask, int from) {
        Grid grid = mask.grid();
        ByteVolume filled = ByteVolume.zeros(grid);
        filled.values()[from] = 1;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int z = 0; z < grid.nz(); z++) {
                for (int y = 0; y < grid.ny(); y++) {
                    for (int x = 0; x < grid.nx(); x++) {
                        int at = grid.index(x, y, z);
                        if (mask.values()[at] != 0 && filled.values()[at] == 0 && touches(filled, x, y, z)) {
                            filled.values()[at] = 1;
                            changed = true;
                        }
                    }
                }
            }
        }
        return filled;
    }

    private static boolean touches(ByteVolume filled, int x, int y, int z) {
        for (int dz = -1; dz <= 1; dz++) {
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    if (filled.grid().contains(x + dx, y + dy, z + dz)
                            && filled.values()[filled.grid().index(x + dx, y + dy, z + dz)] != 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
