package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 1.5 -0.8 0 0 0 -0.9 0               | PIR | 2 0 1",
                "-0.7 0 0 0 -0.7 0 0 0 2                 | LPS | 0 1 2",
                "0.6 0.5 0 -0.4 0.7 0.1 0.1 0 2          | RAS | 0 1 2",
                "0.3 0.2 0.9 0.9 0.1 -0.3 0.1 -0.8 0.2   | AIR | 2 0 1",
                "0.62 0.7 0.1 0.68 -0.64 0.4 0.4 0.3 -0.9 | ARI | 1 0 2"
            })
    void takesTheAssignmentWithTheLargestSumOfCosines(String rows, String codes, String axes) {
        Orientation orientation = Orientation.closest(affine(rows));

        assertThat(orientation.codes()).isEqualTo(codes);
        assertThat(orientation.sourceAxis(0) + " " + orientation.sourceAxis(1) + " " + orientation.sourceAxis(2))
                .isEqualTo(axes);
    }

    @Test
    void refusesAShearedGrid() {
        assertThatThrownBy(() -> Orientation.of(affine("1 0.01 0 0 1 0 0 0 1")))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.SHEARED_GRID))
                .hasMessageContaining("right angles");
        assertThat(Orientation.of(affine("1 0.0009 0 0 1 0 0 0 1")).isCanonical())
                .isTrue();
    }

    @Test
    void refusesAColumnWithoutLength() {
        assertThatThrownBy(() -> Orientation.of(affine("1 0 0 0 1 0 0 0 0"))).isInstanceOf(CaseRefused.class);
    }

    @Test
    void turnsAnLpsVolumeByReversingXAndY() {
        Grid grid = new Grid(3, 2, 1, Affine.ofRows(-2, 0, 0, 10, 0, -3, 0, 20, 0, 0, 5, 30));
        ShortVolume volume = new ShortVolume(grid, new short[] {1, 2, 3, 4, 5, 6});

        ShortVolume turned = Orientation.of(grid.affine()).toCanonical(volume);

        assertThat(turned.values()).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(turned.grid().affine()).isEqualTo(Affine.diagonal(new double[] {2, 3, 5}, new double[] {6, 17, 30}));
    }

    @Test
    void readsAnUnknownGridAsTheLettersSay() {
        Grid unknown = new Grid(4, 5, 6, Affine.diagonal(new double[] {0.7, 0.8, 2.5}, new double[3]));

        Grid assumed = Orientation.assume(unknown, "las");

        assertThat(Orientation.of(assumed.affine()).codes()).isEqualTo("LAS");
        assertThat(assumed.spacingMm()).containsExactly(0.7, 0.8, 2.5);
        assertThat(assumed.shape()).containsExactly(4, 5, 6);
    }

    @Test
    void anImageLiesWhereItSaysElseWhereItIsAssumed() {
        Grid grid = new Grid(2, 1, 1, Affine.diagonal(new double[] {1, 1, 1}, new double[3]));
        ByteVolume volume = new ByteVolume(grid, new byte[] {1, 2});
        NiftiImage known = new NiftiImage(volume, true, List.of());
        NiftiImage unknown = new NiftiImage(volume, false, List.of());

        assertThat(known.oriented("a.nii", "LPS")).isSameAs(volume);
        assertThat(Orientation.of(unknown.oriented("a.nii", "LPS").grid().affine())
                        .codes())
                .isEqualTo("LPS");
        assertThatThrownBy(() -> unknown.oriented("a.nii", ""))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_ORIENTATION))
                .hasMessageContaining("a.nii");
    }

    @ParameterizedTest
    @CsvSource({"LA", "LLS", "LRS", "XYZ", "LASX"})
    void refusesLettersThatNameNoOrientation(String codes) {
        Grid grid = new Grid(1, 1, 1, Affine.diagonal(new double[] {1, 1, 1}, new double[3]));

        assertThatThrownBy(() -> Orientation.assume(grid, codes)).isInstanceOf(UsageException.class);
    }

    private static Affine affine(String rows) {
        String[] m = rows.trim().split("\\s+");
        double[] r = new double[12];
        for (int i = 0; i < 9; i++) {
            r[i / 3 * 4 + i % 3] = Double.parseDouble(m[i]);
        }
        return Affine.ofRows(r);
    }
}
