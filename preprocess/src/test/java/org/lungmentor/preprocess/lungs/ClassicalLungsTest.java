package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

class ClassicalLungsTest {
    @Test
    void findsTheRightLungOnThePatientsRight() {
        ByteVolume lungs = new ClassicalLungs().find(EllipsoidChest.image(true, true, false));

        assertThat(lungs.values()[at(-70, 0, 0)]).isEqualTo((byte) 2);
        assertThat(lungs.values()[at(70, 0, 0)]).isEqualTo((byte) 1);
        assertThat(lungs.values()[at(0, 0, 0)]).isZero();
        assertThat(lungs.values()[at(-188, -140, 0)]).isZero();
    }

    @Test
    void partsLungsThatTouch() {
        ByteVolume lungs = new ClassicalLungs().find(EllipsoidChest.image(true, true, true));

        assertThat(lungs.values()[at(-70, 0, 0)]).isEqualTo((byte) 2);
        assertThat(lungs.values()[at(70, 0, 0)]).isEqualTo((byte) 1);
    }

    @Test
    void findsOneLungAlone() {
        ByteVolume lungs = new ClassicalLungs().find(EllipsoidChest.image(false, true, false));

        assertThat(lungs.values()[at(-70, 0, 0)]).isEqualTo((byte) 2);
        assertThat(lungs.values()).doesNotContain((byte) 1);
    }

    @Test
    void takesInATumourAtTheWall() {
        ShortVolume chest = EllipsoidChest.image(true, true, false);
        EllipsoidChest.paint(chest, 115, 0, 0, 7, 7, 7, 40);

        ByteVolume lungs = new ClassicalLungs().find(chest);

        assertThat(lungs.values()[at(114, 0, 0)]).isEqualTo((byte) 1);
    }

    @Test
    void findsALungThatTheFieldOfViewCuts() {
        ShortVolume chest = EllipsoidChest.image(true, true, false);
        int cut = 30; // x = 70 mm: through the middle of the right lung
        Grid whole = chest.grid();
        Grid narrow = new Grid(
                whole.nx() - cut, whole.ny(), whole.nz(), whole.affine().withOriginAt(cut, 0, 0));
        short[] hu = new short[narrow.voxels()];
        for (int row = 0; row < whole.ny() * whole.nz(); row++) {
            System.arraycopy(chest.values(), row * whole.nx() + cut, hu, row * narrow.nx(), narrow.nx());
        }

        ByteVolume lungs = new ClassicalLungs().find(new ShortVolume(narrow, hu));

        assertThat(lungs.values()[at(60, 0, 0) - row(0, 0) * whole.nx() + row(0, 0) * narrow.nx() - cut])
                .isEqualTo((byte) 1);
    }

    @Test
    void refusesAScanWithoutLungs() {
        assertThatThrownBy(() -> new ClassicalLungs().find(EllipsoidChest.image(false, false, false)))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_LUNGS));
    }

    @Test
    void refusesAnEmptyScan() {
        short[] air = new short[EllipsoidChest.GRID.voxels()];
        Arrays.fill(air, (short) -1000);

        assertThatThrownBy(() -> new ClassicalLungs().find(new ShortVolume(EllipsoidChest.GRID, air)))
                .isInstanceOf(CaseRefused.class);
    }

    private static int at(double r, double a, double s) {
        double[] index = EllipsoidChest.GRID.affine().inverse().apply(r, a, s);
        return EllipsoidChest.GRID.index(
                (int) Math.round(index[0]), (int) Math.round(index[1]), (int) Math.round(index[2]));
    }

    private static int row(double a, double s) {
        return at(0, a, s) / EllipsoidChest.GRID.nx();
    }
}
