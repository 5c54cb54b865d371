package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SegboxProperties {
    @Property(tries = 20)
    void segboxHoldsItsMaskIsIdempotentAndTurnsWithIt(@ForAll long seed) {
        ByteVolume mask = Made.sparse(new Grid(6, 5, 4, Made.TILTED), seed, 0.06);
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

    /** By its definition: to the left of a voxel in the box, or at it, there is one of the mask, and so to all four sides. */
    @Property(tries = 60)
    void aVoxelIsInTheBoxIfTheMaskLiesOnAllFourSidesOfItInItsSlice(
            @ForAll @IntRange(min = 1, max = 7) int nx, @ForAll @IntRange(min = 1, max = 6) int ny, @ForAll long seed) {
        ByteVolume mask =
                Made.sparse(new Grid(nx, ny, 3, Affine.diagonal(new double[] {1, 1, 2}, new double[3])), seed, 0.1);
        ByteVolume box = Segbox.of(mask);
        for (int z = 0; z < 3; z++) {
            for (int y = 0; y < ny; y++) {
                for (int x = 0; x < nx; x++) {
                    boolean in = any(mask, 0, x, 0, ny - 1, z)
                            && any(mask, x, nx - 1, 0, ny - 1, z)
                            && any(mask, 0, nx - 1, 0, y, z)
                            && any(mask, 0, nx - 1, y, ny - 1, z);
                    assertThat(box.values()[mask.grid().index(x, y, z)]).isEqualTo((byte) (in ? 1 : 0));
                }
            }
        }
    }

    private static boolean any(ByteVolume mask, int x0, int x1, int y0, int y1, int z) {
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                if (mask.values()[mask.grid().index(x, y, z)] != 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
