package org.lungmentor.preprocess.lungs;

import java.util.Arrays;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.ShortVolume;

/** A body and lungs of ellipsoids, of a person's size. */
public final class EllipsoidChest {
    /** Stored as DICOM series are: x runs to the patient's left, y to the back. */
    static final Grid GRID = new Grid(96, 72, 40, Affine.ofRows(-4, 0, 0, 190, 0, -4, 0, 142, 0, 0, 5, -97.5));

    private EllipsoidChest() {}

    /** Either lung may be missing; touching ones are joined in front of the heart. */
    public static ShortVolume image(boolean right, boolean left, boolean touching) {
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
    static void paint(ShortVolume chest, double r, double a, double s, double rr, double ra, double rs, int hu) {
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
}
