package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** However a scan is stored, its canonical voxels are the same, and the way back is exact. */
class OrientationProperties {
    @Property(tries = 60)
    void canonicalAndBackIsTheIdentity(
            @ForAll @IntRange(min = 1, max = 6) int nx,
            @ForAll @IntRange(min = 1, max = 5) int ny,
            @ForAll @IntRange(min = 1, max = 4) int nz,
            @ForAll @IntRange(min = 0, max = 47) int turn,
            @ForAll long seed) {
        FloatVolume volume = Turned.all().get(turn).of(Made.noise(new Grid(nx, ny, nz, Made.TILTED), seed));
        Grid grid = volume.grid();
        Orientation orientation = Orientation.of(grid.affine());

        FloatVolume canonical = orientation.toCanonical(volume);

        assertThat(Orientation.of(canonical.grid().affine()).isCanonical()).isTrue();
        assertThat(orientation.fromCanonical(canonical, grid).grid()).isEqualTo(grid);
        assertThat(orientation.fromCanonical(canonical, grid).values()).isEqualTo(volume.values());
        ShortVolume shorts = Made.shorts(volume);
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

    @Property(tries = 48)
    void aBoxTurnsAsItsVoxelsDo(@ForAll @IntRange(min = 0, max = 47) int turn, @ForAll long seed) {
        Random random = new Random(seed);
        Grid grid = Turned.all()
                .get(turn)
                .of(Made.noise(new Grid(6, 7, 5, Made.TILTED), seed))
                .grid();
        int[] start = new int[3];
        int[] shape = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = random.nextInt(grid.size(axis));
            shape[axis] = 1 + random.nextInt(grid.size(axis) - start[axis]);
        }
        ByteVolume marked = ByteVolume.zeros(grid);
        for (int z = start[2]; z < start[2] + shape[2]; z++) {
            for (int y = start[1]; y < start[1] + shape[1]; y++) {
                for (int x = start[0]; x < start[0] + shape[0]; x++) {
                    marked.values()[grid.index(x, y, z)] = 1;
                }
            }
        }
        Orientation orientation = Orientation.of(grid.affine());

        VoxelBox turned = orientation.canonical(VoxelBox.ofStart(start, shape), grid);

        assertThat(turned)
                .isEqualTo(VoxelBox.around(orientation.toCanonical(marked)).orElseThrow());
    }

    @Property(tries = 20)
    void allTurnedCopiesHaveTheSameCanonicalArrayAndPlace(@ForAll long seed) {
        FloatVolume volume = Made.noise(new Grid(4, 3, 5, Made.TILTED), seed);
        FloatVolume canonical = Orientation.of(Made.TILTED).toCanonical(volume);
        for (Turned turn : Turned.all()) {
            FloatVolume copy = turn.of(volume);
            FloatVolume same = Orientation.of(copy.grid().affine()).toCanonical(copy);
            assertThat(same.values()).isEqualTo(canonical.values());
            assertThat(same.grid().affine().rows())
                    .containsExactly(canonical.grid().affine().rows(), Offset.offset(1e-9));
        }
    }
}
