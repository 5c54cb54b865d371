package org.lungmentor.expand;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.Volume;

/**
 * How probabilities become a mask, in this order: threshold, closing in axial slices, nothing outside the lungs, small
 * components dropped, the largest component alone (thesis, inference; the published program's options).
 *
 * @param threshold voxels of at least this are tumour, above 0 to 1; {@link #PROBABILITIES}: no mask, the probabilities
 *     themselves, of which the lung filter alone is done
 * @param closingRadius of the disk, in voxels of the axial slice, 0 to 50; 0: none
 * @param lungFilter whether voxels outside the lung map are set to 0
 * @param minimumMm3 components smaller than this are dropped; 0: none
 * @param largestOnly whether only the largest component stays
 */
public record MaskRules(double threshold, int closingRadius, boolean lungFilter, double minimumMm3, boolean largestOnly)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Instead of a threshold: write the probabilities. */
    public static final double PROBABILITIES = -1;

    /** What the thesis does: 0.5, closed with a disk of radius 1. */
    public static final MaskRules STANDARD = new MaskRules(0.5, 1, false, 0, false);

    private static final int LARGEST_RADIUS = 50;
    /** Volumes in headers are rounded: a component of exactly the least volume stays. */
    private static final double SLACK_MM3 = 1e-4;

    /** @throws UsageException if a number makes no sense, or components are to be chosen among probabilities */
    public MaskRules {
        if (threshold != PROBABILITIES && !(threshold > 0 && threshold <= 1)) {
            throw new UsageException("--threshold " + threshold
                    + " cannot be: give a probability above 0 up to 1, or -1 for the probabilities themselves.");
        }
        if (closingRadius < 0 || closingRadius > LARGEST_RADIUS) {
            throw new UsageException(
                    "--closing " + closingRadius + " cannot be: give a radius of 0 to " + LARGEST_RADIUS + " voxels.");
        }
        if (!(minimumMm3 >= 0 && minimumMm3 < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--min-volume-mm3 " + minimumMm3 + " cannot be: give 0 or more.");
        }
        if (threshold == PROBABILITIES && (largestOnly || minimumMm3 > 0)) {
            throw new UsageException(
                    "Probabilities have no components: leave out --largest and --min-volume-mm3, or --threshold -1.");
        }
    }

    /** Whether a mask comes out. */
    boolean givesMask() {
        return threshold != PROBABILITIES;
    }

    /** All of it that changes outputs. */
    void putInto(Map<String, String> settings) {
        settings.put("threshold", Double.toString(threshold));
        settings.put("closingRadius", Integer.toString(closingRadius));
        settings.put("lungFilter", Boolean.toString(lungFilter));
        settings.put("minimumMm3", Double.toString(minimumMm3));
        settings.put("largestOnly", Boolean.toString(largestOnly));
    }

    /**
     * @param probabilities on any grid; used up
     * @param lungs not 0 within the lungs, at the same place in whatever axis order; the lung filter needs it
     * @return uint8 mask of 0 and 1, or the probabilities as float32; on the same grid
     */
    Volume apply(FloatVolume probabilities, Optional<ByteVolume> lungs) {
        Orientation orientation = Orientation.of(probabilities.grid().affine());
        if (!givesMask()) {
            if (!lungFilter) {
                return probabilities;
            }
            FloatVolume canonical = orientation.toCanonical(probabilities);
            byte[] inside = canonicalLungs(lungs).values();
            for (int i = 0; i < inside.length; i++) {
                canonical.values()[i] = inside[i] != 0 ? canonical.values()[i] : 0;
            }
            return orientation.fromCanonical(canonical, probabilities.grid());
        }
        float least = (float) threshold;
        float[] values = probabilities.values();
        byte[] tumour = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            tumour[i] = values[i] >= least ? (byte) 1 : 0;
        }
        ByteVolume mask = orientation.toCanonical(new ByteVolume(probabilities.grid(), tumour));
        AxialClosing.close(mask, closingRadius);
        if (lungFilter) {
            byte[] inside = canonicalLungs(lungs).values();
            for (int i = 0; i < inside.length; i++) {
                mask.values()[i] = inside[i] != 0 ? mask.values()[i] : 0;
            }
        }
        if (largestOnly || minimumMm3 > 0) {
            dropComponents(mask);
        }
        return orientation.fromCanonical(mask, probabilities.grid());
    }

    private void dropComponents(ByteVolume mask) {
        Components components = Components.of(mask);
        double voxelMm3 = mask.grid().voxelVolumeMm3();
        for (int c = 0; c < components.count(); c++) {
            boolean small = components.size(c) * voxelMm3 < minimumMm3 - SLACK_MM3;
            if (small || (largestOnly && c > 0)) {
                components.paint(c, mask.values(), (byte) 0);
            }
        }
    }

    private static ByteVolume canonicalLungs(Optional<ByteVolume> lungs) {
        ByteVolume map =
                lungs.orElseThrow(() -> new IllegalArgumentException("The lung filter needs a map of the lungs"));
        return Orientation.of(map.grid().affine()).toCanonical(map);
    }
}
