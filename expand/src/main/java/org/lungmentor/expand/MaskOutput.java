package org.lungmentor.expand;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.CaseFiles;

/** Writes what a network said of a scan, or of a crop, as {@code NAME.nii.gz}. */
final class MaskOutput {
    private MaskOutput() {}

    /**
     * Makes a mask by the rules and writes it. Figures: {@code largestProbability} (before all rules), and of a mask
     * {@code tumourVolumeMm3} and {@code components}.
     *
     * @param probabilities on the grid of the output; clamped to 0..1 and used up
     */
    static void write(
            FloatVolume probabilities,
            Optional<ByteVolume> lungs,
            MaskRules rules,
            String name,
            CaseFiles files,
            Map<String, Double> figures)
            throws IOException {
        figures.put("largestProbability", (double) clamp(probabilities.values()));
        Volume written = rules.apply(probabilities, lungs);
        if (written instanceof ByteVolume mask) {
            figures.put("tumourVolumeMm3", mask.countNonZero() * mask.grid().voxelVolumeMm3());
            figures.put("components", (double) Components.of(mask).count());
        }
        try (OutputStream out = files.create(name + ".nii.gz")) {
            NiftiWriter.write(written, out);
        }
    }

    private static float clamp(float[] values) {
        float largest = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(1, Math.max(0, values[i]));
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }
}
