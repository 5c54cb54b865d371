package org.lungmentor.preprocess;

import java.util.Optional;
import org.lungmentor.imaging.Resampler;
import org.lungmentor.imaging.VoxelBox;

/** How much of a resampled box (voxels) or label (sum) lies in no crop, as a share of 0 to 1. */
final class CutOffShare {
    private CutOffShare() {}

    static double of(SourceMask mask, Resampler resampler, CropWindows windows) {
        Optional<VoxelBox> reach = mask.support().flatMap(resampler::reach);
        if (reach.isEmpty()) {
            return 0;
        }
        VoxelBox part = reach.get();
        double[] inside = new double[part.size(1) * part.size(2)];
        double[] outside = new double[inside.length];
        resampler.resample(part, mask.rows(), (y, z, row) -> {
            double in = 0;
            double out = 0;
            for (int i = 0; i < row.length; i++) {
                double value = mask.kept(row[i]);
                if (value == 0) {
                    continue;
                }
                if (windows.contain(part.x0() + i, y, z)) {
                    in += value;
                } else {
                    out += value;
                }
            }
            int at = (z - part.z0()) * part.size(1) + y - part.y0();
            inside[at] = in;
            outside[at] = out;
        });
        double in = 0;
        double out = 0;
        for (int i = 0; i < inside.length; i++) { // in the rows' order: the same sum for any number of threads
            in += inside[i];
            out += outside[i];
        }
        return out == 0 ? 0 : out / (in + out);
    }
}
