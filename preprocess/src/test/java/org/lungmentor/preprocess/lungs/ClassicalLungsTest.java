package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

class ClassicalLungsTest {
    /** Stored as DICOM series are: x runs to the patient's left, y to the back. */
    private static final Grid GRID = new Grid(96, 72, 40, Affine.ofRows(-4, 0, 0, 190, 0, -4, 0, 142, 0, 0, 5, -97.5));

    @Test
    void findsTheRightLungOnThePatientsRight() {
        ByteVolume lungs = new ClassicalLungs().find(chest(true, true, false));

        assertThat(lungs.values()[at(-70, 0, 0)]).isEqualTo((byte) 2);
        assertThat(lungs.values()[at(70, 0, 0)]).isEqualTo((byte) 1);
        assertThat(lungs.values()[at(0, 0, 0)]).isZero();
        assertThat(lungs.values()[at(-188, -140, 0)]).isZero();
    }

    @Test
    void partsLungsThatTouch() {
        ByteVolume lungs = new ClassicalLungs().find(chest(true, true, true));

        assertThat(lungs.values()[at(-70, 0, 0)]).isEqualTo((byte) 2);
        assertThat(lungs.values()[at(70, 0, 0)]).isEqualTo((byte) 1);
    }

    @Test
    void findsOneLungAlone() {
        ByteVolume lungs = new ClassicalLungs().find(chest(false, true, false));

        assertThat(lungs.values()[at(-70, 0, 0)]).isEqualTo((byte) 2);
        assertThat(lungs.values()).doesNotContain((byte) 1);
    }

    @Test
    void takesInATumourAtTheWall() {
        ShortVolume chest = chest(true, true, false);
        paint(chest, 115, 0, 0, 7, 7, 7, 40);

        ByteVolume lungs = new ClassicalLungs().find(chest);

        assertThat(lungs.values()[at(114, 0, 0)]).isEqualTo((byte) 1);
    }

    @Test
    void refusesAScanWithoutLungs() {
        assertThatThrownBy(() -> new ClassicalLungs().find(chest(false, false, false)))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_LUNGS));
    }

    @Test
    void refusesAnEmptyScan() {
        short[] air = new short[GRID.voxels()];
        Arrays.fill(air, (short) -1000);

        assertThatThrownBy(() -> new ClassicalLungs().find(new ShortVolume(GRID, air)))
                .isInstanceOf(CaseRefused.class);
    }

    private static ShortVolume chest(boolean right, boolean left, boolean touching) {
        short[] hu = new short[GRID.voxels()];
        Arrays.fill(hu, (short) -1000);
        ShortVolume chest = new ShortVolume(GRID, hu);
        paint(chest, 0, 0, 0, 160, 110, 1000, 40);
        if (right) {
            paint(chest, 70, 0, 0, 50, 70, 85, -850);
        }
        if (left) {
            paint(chest, -70, 0, 0, 50, 70, 85, -850);
        }
        if (touching) {
            paint(chest, 0, 20, 0, 40, 6, 20, -850);
        }
        return chest;
    }

    /** An ellipsoid at a place in RAS mm. */
    private static void paint(
            ShortVolume chest, double r, double a, double s, double rr, double ra, double rs, int hu) {
        for (int i = 0; i < GRID.voxels(); i++) {
            int slice = i / 96 / 72;
            double[] p = GRID.affine().apply(i % 96, i / 96 % 72, slice);
            double d = sq((p[0] - r) / rr) + sq((p[1] - a) / ra) + sq((p[2] - s) / rs);
            if (d <= 1) {
                chest.values()[i] = (short) hu;
            }
        }
    }

    private static double sq(double v) {
        return v * v;
    }

    private static int at(double r, double a, double s) {
        double[] index = GRID.affine().inverse().apply(r, a, s);
        return GRID.index((int) Math.round(index[0]), (int) Math.round(index[1]), (int) Math.round(index[2]));
    }
}
