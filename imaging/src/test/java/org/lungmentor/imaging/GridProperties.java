package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GridProperties {
    @Property(tries = 100)
    void indexCountsVoxelsWithXFastest(
            @ForAll @IntRange(min = 1, max = 9) int nx,
            @ForAll @IntRange(min = 1, max = 9) int ny,
            @ForAll @IntRange(min = 1, max = 9) int nz) {
        Grid grid = new Grid(nx, ny, nz, Affine.diagonal(new double[] {1, 1, 1}, new double[3]));
        int expected = 0;
        for (int z = 0; z < nz; z++) {
            for (int y = 0; y < ny; y++) {
                for (int x = 0; x < nx; x++) {
                    assertThat(grid.index(x, y, z)).isEqualTo(expected++);
                }
            }
        }
        assertThat(grid.voxels()).isEqualTo(expected);
    }
}
