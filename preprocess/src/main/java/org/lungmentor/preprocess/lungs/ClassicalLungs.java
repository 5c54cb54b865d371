package org.lungmentor.preprocess.lungs;

import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;
import org.lungmentor.preprocess.Lung;
import org.lungmentor.preprocess.LungFinder;

/**
 * Lungs without a network, on a copy of about 2 mm: air within the body, less trachea and main bronchi, told apart as right and
 * left, each closed with a ball to take in vessels and tumours at the wall. The right lung is the one on the
 * patient's right, by the affine.
 *
 * <p>Known limits: lungs that are white (consolidated, or full of fluid) are left out as far as they are; a tumour wider than the ball at the wall is taken in only in part.
 */
public record ClassicalLungs() implements LungFinder {
    private static final long serialVersionUID = 1L;
    private static final double CLOSING_MM = 12;
    private static final double AIRWAY_WALL_MM = 2;
    private static final double LEAST_SHARE_OF_BODY = 0.02;

    @Override
    public String setting() {
        return "classical 1";
    }

    @Override
    public ByteVolume find(Volume hu) {
        CoarseScan scan = CoarseScan.of(hu);
        BodyAir body = BodyAir.of(scan);
        byte[] airway = Airway.of(body);
        int[] toAirway = NearDistance.of(airway, (byte) 1, scan.grid(), AIRWAY_WALL_MM);
        int wall = NearDistance.squared(AIRWAY_WALL_MM);
        byte[] air = body.air().values();
        for (int i = 0; i < air.length; i++) {
            air[i] = air[i] != 0 && toAirway[i] > wall ? (byte) 1 : 0;
        }
        ByteVolume map = new ByteVolume(scan.grid(), new LungSeeds(scan.grid(), body.middleX()).divide(body.air()));
        long found = map.countNonZero();
        if (found <= LEAST_SHARE_OF_BODY * body.bodyVoxels()) {
            throw new CaseRefused(
                    Reason.NO_LUNGS,
                    String.format(
                            java.util.Locale.ROOT,
                            "No lungs were found: %.1f %% of the body is air. If the scan shows lungs, give a map of them with"
                                    + " --lungs DIR.",
                            body.bodyVoxels() == 0 ? 0 : 100.0 * found / body.bodyVoxels()));
        }
        for (Lung lung : Lung.values()) {
            Closing.close(map, (byte) lung.value(), CLOSING_MM);
        }
        return scan.onto(hu.grid(), map.values());
    }
}
