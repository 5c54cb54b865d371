package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A box is the set of its voxels: what is said of one holds of the other. */
class VoxelBoxProperties {
    private static final int REACH = 6;

    @Provide
    Arbitrary<VoxelBox> boxes() {
        Arbitrary<Integer> low = Arbitraries.integers().between(-3, 3);
        Arbitrary<Integer> size = Arbitraries.integers().between(1, 3);
        return Combinators.combine(low, low, low, size, size, size)
                .as((x, y, z, nx, ny, nz) -> VoxelBox.ofStart(new int[] {x, y, z}, new int[] {nx, ny, nz}));
    }

    @Property(tries = 60)
    void anIntersectionHoldsWhatBothHold(@ForAll("boxes") VoxelBox one, @ForAll("boxes") VoxelBox other) {
        Optional<VoxelBox> both = one.intersection(other);
        int shared = 0;
        for (int z = -REACH; z <= REACH; z++) {
            for (int y = -REACH; y <= REACH; y++) {
                for (int x = -REACH; x <= REACH; x++) {
                    boolean inBoth = one.contains(x, y, z) && other.contains(x, y, z);
                    shared += inBoth ? 1 : 0;
                    int vx = x;
                    int vy = y;
                    int vz = z;
                    assertThat(both.map(box -> box.contains(vx, vy, vz)).orElse(false))
                            .isEqualTo(inBoth);
                }
            }
        }
        assertThat(shared).isEqualTo(both.map(VoxelBoxProperties::voxels).orElse(0));
        assertThat(one.contains(other)).isEqualTo(both.equals(Optional.of(other)));
    }

    @Property(tries = 40)
    void aBoxHasAsManyVoxelsAsItsShapeSays(@ForAll("boxes") VoxelBox box) {
        int inside = 0;
        for (int z = -REACH; z <= REACH; z++) {
            for (int y = -REACH; y <= REACH; y++) {
                for (int x = -REACH; x <= REACH; x++) {
                    inside += box.contains(x, y, z) ? 1 : 0;
                }
            }
        }
        assertThat(inside).isEqualTo(voxels(box));
        assertThat(VoxelBox.ofStart(box.start(), box.shape())).isEqualTo(box);
        for (int axis = 0; axis < 3; axis++) {
            assertThat(box.start()[axis]).isEqualTo(box.low(axis));
            assertThat(box.shape()[axis]).isEqualTo(box.size(axis));
        }
    }

    @Property(tries = 40)
    void growsOnEverySide(@ForAll("boxes") VoxelBox box, @ForAll @IntRange(min = 0, max = 3) int by) {
        VoxelBox grown = box.grown(new int[] {by, 2 * by, 3 * by});
        for (int axis = 0; axis < 3; axis++) {
            assertThat(grown.low(axis)).isEqualTo(box.low(axis) - (axis + 1) * by);
            assertThat(grown.high(axis)).isEqualTo(box.high(axis) + (axis + 1) * by);
        }
    }

    @Property(tries = 100)
    void theBoxAroundAMaskHoldsItAndHasAVoxelOfItAtEachFace(
            @ForAll @IntRange(min = 1, max = 7) int nx,
            @ForAll @IntRange(min = 1, max = 6) int ny,
            @ForAll @IntRange(min = 1, max = 5) int nz,
            @ForAll @IntRange(min = 0, max = 20) int percent,
            @ForAll long seed) {
        ByteVolume mask = Made.sparse(new Grid(nx, ny, nz, Made.TILTED), seed, percent / 100.0);
        ByteVolume map = recoloured(mask);
        assertThat(VoxelBox.around(mask)).isEqualTo(slowlyAround(mask, 1));
        assertThat(VoxelBox.around(map)).isEqualTo(slowlyAround(mask, 1));
        assertThat(VoxelBox.around(map, 2)).isEqualTo(slowlyAround(map, 2));
        assertThat(VoxelBox.around(map, 255)).isEqualTo(slowlyAround(map, 255));
    }

    @Example
    void refusesBoxesThatHoldNothing() {
        assertThatThrownBy(() -> new VoxelBox(1, 0, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VoxelBox(0, 1, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VoxelBox(0, 0, 1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void refusesToLookForWhatIsNoValueOfAMap() {
        ByteVolume map = ByteVolume.zeros(new Grid(1, 1, 1, Made.TILTED));
        assertThatThrownBy(() -> VoxelBox.around(map, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VoxelBox.around(map, 256)).isInstanceOf(IllegalArgumentException.class);
        assertThat(VoxelBox.around(map, 1)).isEmpty();
    }

    /** 2 and 255 in turn where the mask is 1. */
    private static ByteVolume recoloured(ByteVolume mask) {
        byte[] values = mask.values().clone();
        int ones = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                values[i] = (byte) (ones++ % 2 == 0 ? 2 : 255);
            }
        }
        return new ByteVolume(mask.grid(), values);
    }

    private static Optional<VoxelBox> slowlyAround(ByteVolume map, int value) {
        Optional<VoxelBox> box = Optional.empty();
        Grid grid = map.grid();
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    if (map.value(grid.index(x, y, z)) == value) {
                        VoxelBox b = box.orElse(new VoxelBox(x, y, z, x, y, z));
                        box = Optional.of(new VoxelBox(
                                Math.min(b.x0(), x),
                                Math.min(b.y0(), y),
                                Math.min(b.z0(), z),
                                Math.max(b.x1(), x),
                                Math.max(b.y1(), y),
                                Math.max(b.z1(), z)));
                    }
                }
            }
        }
        return box;
    }

    private static int voxels(VoxelBox box) {
        return box.size(0) * box.size(1) * box.size(2);
    }
}
