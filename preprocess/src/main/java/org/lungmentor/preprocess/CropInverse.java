package org.lungmentor.preprocess;

import java.util.Arrays;
import java.util.Optional;
import org.lungmentor.imaging.ArraySteps;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Resampler;
import org.lungmentor.imaging.RowSource;
import org.lungmentor.imaging.VoxelBox;

/**
 * Takes what a network says of crops back to the scan they were cut from: pasted into zeros, resampled onto the scan's spacing,
 * turned to the file's axis order. Of several crops of one scan the voxelwise maximum stays. One crop is held at a time, and
 * only voxels that it reaches are computed.
 *
 * <pre>{@code
 * CropInverse whole = new CropInverse(reference.source());
 * whole.add(reference, output); // for each crop of the case
 * FloatVolume onTheScan = whole.joined();
 * }</pre>
 */
public final class CropInverse {
    private final Grid source;
    private final float[] joined;

    /** @param source the grid of the scan's file, as in its crops' references */
    public CropInverse(Grid source) {
        this.source = source;
        this.joined = new float[source.voxels()];
    }

    /** One crop alone. */
    public static FloatVolume of(CropReference reference, float[] output) {
        CropInverse inverse = new CropInverse(reference.source());
        inverse.add(reference, output);
        return inverse.joined();
    }

    /**
     * Adds a crop.
     *
     * @param reference the crop's geometry
     * @param output probabilities on {@link CropReference#grid()}, x fastest (a tensor's D, H, W); below 0 counts as 0
     * @throws IllegalArgumentException if the crop is of another scan or the array of another shape
     */
    public void add(CropReference reference, float[] output) {
        Grid crop = reference.grid();
        if (output.length != crop.voxels()) {
            throw new IllegalArgumentException(output.length + " values for a crop of " + crop.sizeText());
        }
        if (!reference.source().equals(source)) {
            throw new IllegalArgumentException(reference.crop() + " was cut from another grid: " + reference.source());
        }
        if (reference.kind() == CropReference.Kind.TEACHER) {
            addTumourCrop(reference, crop, output);
        } else {
            addLungCrop(reference, crop, output);
        }
    }

    /** The crops so far, on the scan's own grid: the array goes on being written to by {@link #add}. */
    public FloatVolume joined() {
        return new FloatVolume(source, joined);
    }

    private void addTumourCrop(CropReference reference, Grid crop, float[] output) {
        Grid resampled = reference.resampled();
        VoxelBox window = reference.window();
        Optional<VoxelBox> pasted = window.intersection(VoxelBox.of(resampled));
        if (pasted.isEmpty()) {
            return;
        }
        VoxelBox filled = pasted.get();
        RowSource rows = (x0, x1, y, z, into) -> {
            Arrays.fill(into, 0, x1 - x0 + 1, 0);
            if (y < filled.y0() || y > filled.y1() || z < filled.z0() || z > filled.z1()) {
                return;
            }
            int from = crop.index(0, y - window.y0(), z - window.z0()) - window.x0();
            for (int x = Math.max(x0, filled.x0()); x <= Math.min(x1, filled.x1()); x++) {
                into[x - x0] = output[from + x];
            }
        };
        Grid canonical = reference.canonical();
        Resampler back =
                new Resampler(resampled.shape(), resampled.spacingMm(), canonical.shape(), canonical.spacingMm());
        back.reach(filled).ifPresent(part -> write(back, part, rows, new int[3]));
    }

    private void addLungCrop(CropReference reference, Grid crop, float[] output) {
        int[] before = reference.padBefore();
        RowSource rows = (x0, x1, y, z, into) -> {
            int from = crop.index(before[0] + x0, before[1] + y, before[2] + z);
            for (int i = 0; i <= x1 - x0; i++) {
                into[i] = output[from + i];
            }
        };
        VoxelBox window = reference.window();
        Resampler back = new Resampler(
                reference.resampled().shape(),
                reference.resampled().spacingMm(),
                window.shape(),
                reference.canonical().spacingMm());
        write(back, VoxelBox.ofStart(new int[3], window.shape()), rows, window.start());
    }

    private void write(Resampler back, VoxelBox part, RowSource rows, int[] start) {
        ArraySteps steps = Orientation.of(source.affine()).steps(source);
        back.resample(part, rows, (y, z, row) -> {
            int at = steps.at(start[0] + part.x0(), start[1] + y, start[2] + z);
            for (int i = 0; i < row.length; i++) {
                joined[at] = Math.max(joined[at], (float) row[i]);
                at += steps.x();
            }
        });
    }
}
