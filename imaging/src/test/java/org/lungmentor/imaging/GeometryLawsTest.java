package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class GeometryLawsTest {
    private static final Affine TILTED =
            Affine.ofRows(-0.8, 0.06, 0, 12.5, -0.048, -1, 0, -40, 0, 0, 2.5, 7); // columns at right angles

    @Property(tries = 60)
    void canonicalAndBackIsTheIdentity(
            @ForAll @IntRange(min = 1, max = 6) int nx,
            @ForAll @IntRange(min = 1, max = 5) int ny,
            @ForAll @IntRange(min = 1, max = 4) int nz,
            @ForAll @IntRange(min = 0, max = 47) int turn,
            @ForAll long seed) {
        FloatVolume volume = Turned.all().get(turn).of(noise(new Grid(nx, ny, nz, TILTED), seed));
        Grid grid = volume.grid();
        Orientation orientation = Orientation.of(grid.affine());

        FloatVolume canonical = orientation.toCanonical(volume);

        assertThat(Orientation.of(canonical.grid().affine()).isCanonical()).isTrue();
        assertThat(orientation.fromCanonical(canonical, grid).grid()).isEqualTo(grid);
        assertThat(orientation.fromCanonical(canonical, grid).values()).isEqualTo(volume.values());
        ShortVolume shorts = shorts(volume);
        assertThat(orientation
                        .fromCanonical(orientation.toCanonical(shorts), grid)
                        .values())
                .isEqualTo(shorts.values());
        ByteVolume bytes = volume.threshold();
        assertThat(orientation
                        .fromCanonical(orientation.toCanonical(bytes), grid)
                        .values())
                .isEqualTo(bytes.values());
    }

    @Property(tries = 20)
    void allTurnedCopiesHaveTheSameCanonicalArrayAndPlace(@ForAll long seed) {
        FloatVolume volume = noise(new Grid(4, 3, 5, TILTED), seed);
        FloatVolume canonical = Orientation.of(TILTED).toCanonical(volume);
        for (Turned turn : Turned.all()) {
            FloatVolume copy = turn.of(volume);
            FloatVolume same = Orientation.of(copy.grid().affine()).toCanonical(copy);
            assertThat(same.values()).isEqualTo(canonical.values());
            assertThat(same.grid().affine().rows())
                    .containsExactly(canonical.grid().affine().rows(), Offset.offset(1e-9));
        }
    }

    @Property(tries = 20)
    void segboxHoldsItsMaskIsIdempotentAndTurnsWithIt(@ForAll long seed) {
        ByteVolume mask = sparse(new Grid(6, 5, 4, TILTED), seed, 0.06);
        ByteVolume box = Segbox.of(mask);

        for (int i = 0; i < mask.values().length; i++) {
            assertThat(box.values()[i]).isGreaterThanOrEqualTo(mask.values()[i]);
        }
        assertThat(Segbox.of(box).values()).isEqualTo(box.values());
        for (Turned turn : Turned.all()) {
            assertThat(Segbox.of(turn.of(mask)).values())
                    .isEqualTo(turn.of(box).threshold().values());
        }
    }

    @Property(tries = 100)
    void componentsAreThoseOfAFloodFill(
            @ForAll @IntRange(min = 1, max = 9) int nx,
            @ForAll @IntRange(min = 1, max = 8) int ny,
            @ForAll @IntRange(min = 1, max = 7) int nz,
            @ForAll @IntRange(min = 5, max = 60) int percent,
            @ForAll long seed) {
        ByteVolume mask = sparse(new Grid(nx, ny, nz, TILTED), seed, percent / 100.0);
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

    static FloatVolume noise(Grid grid, long seed) {
        Random random = new Random(seed);
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new FloatVolume(grid, values);
    }

    static ByteVolume sparse(Grid grid, long seed, double share) {
        FloatVolume noise = noise(grid, seed);
        byte[] mask = new byte[grid.voxels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (noise.values()[i] < share ? 1 : 0);
        }
        return new ByteVolume(grid, mask);
    }

    private static ShortVolume shorts(FloatVolume volume) {
        short[] values = new short[volume.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (volume.values()[i] * 4000 - 2000);
        }
        return new ShortVolume(volume.grid(), values);
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
