package org.lungmentor.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.lungmentor.imaging.ArraySteps;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;
import org.lungmentor.imaging.VoxelBox;

/**
 * A prediction and its truth as masks of 0 and 1 on one canonical grid, cut to the box around both: beyond it there is
 * nothing of either.
 *
 * @param prediction values of at least 0.5
 * @param truth values of at least 0.5, on the same grid
 */
record MaskPair(ByteVolume prediction, ByteVolume truth) {
    /**
     * Thresholds both at 0.5 and turns them canonical; they may be stored with different axes.
     *
     * @throws CaseRefused {@code grid-mismatch} if the canonical shapes differ or a corner voxel lies more than 0.1 mm apart
     */
    static MaskPair of(Volume prediction, Volume truth) {
        Orientation ofPrediction = Orientation.of(prediction.grid().affine());
        Orientation ofTruth = Orientation.of(truth.grid().affine());
        Grid grid = ofTruth.canonical(truth.grid());
        requireSameGrid(ofPrediction.canonical(prediction.grid()), grid);
        ByteVolume p = prediction.mask();
        ByteVolume t = truth.mask();
        VoxelBox box = union(
                        VoxelBox.around(p).map(b -> ofPrediction.canonical(b, p.grid())),
                        VoxelBox.around(t).map(b -> ofTruth.canonical(b, t.grid())))
                .orElse(new VoxelBox(0, 0, 0, 0, 0, 0));
        Grid cut = new Grid(
                box.size(0), box.size(1), box.size(2), grid.affine().withOriginAt(box.x0(), box.y0(), box.z0()));
        return new MaskPair(cut(p, ofPrediction, box, cut), cut(t, ofTruth, box, cut));
    }

    private static void requireSameGrid(Grid prediction, Grid truth) {
        if (!Arrays.equals(prediction.shape(), truth.shape())) {
            throw new CaseRefused(
                    Reason.GRID_MISMATCH,
                    "The prediction has " + prediction.sizeText() + " voxels, the truth " + truth.sizeText()
                            + " (both turned canonical): bring the prediction onto the truth's grid.");
        }
        if (!prediction.isSamePlaceAs(truth)) {
            throw new CaseRefused(
                    Reason.GRID_MISMATCH,
                    String.format(
                            Locale.ROOT,
                            "A corner of the prediction lies %.2f mm from the truth's: bring the prediction onto the truth's grid.",
                            prediction.cornerDistanceMm(truth)));
        }
    }

    private static Optional<VoxelBox> union(Optional<VoxelBox> one, Optional<VoxelBox> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        VoxelBox a = one.get();
        VoxelBox b = other.get();
        return Optional.of(new VoxelBox(
                Math.min(a.x0(), b.x0()),
                Math.min(a.y0(), b.y0()),
                Math.min(a.z0(), b.z0()),
                Math.max(a.x1(), b.x1()),
                Math.max(a.y1(), b.y1()),
                Math.max(a.z1(), b.z1())));
    }

    private static ByteVolume cut(ByteVolume mask, Orientation orientation, VoxelBox box, Grid to) {
        ArraySteps steps = orientation.steps(mask.grid());
        byte[] from = mask.values();
        byte[] values = new byte[to.voxels()];
        int i = 0;
        for (int z = box.z0(); z <= box.z1(); z++) {
            for (int y = box.y0(); y <= box.y1(); y++) {
                int at = steps.at(box.x0(), y, z);
                for (int x = 0; x < to.nx(); x++, at += steps.x()) {
                    values[i++] = from[at] == 0 ? (byte) 0 : 1;
                }
            }
        }
        return new ByteVolume(to, values);
    }
}
