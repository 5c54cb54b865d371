package org.lungmentor.dicom;

import java.util.List;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.Grid;

/**
 * Slices in the order of their positions along their normal, evenly spaced: the grid of one volume. Array axes: x along a
 * row, y along a column, z from slice to slice. {@link StackCheck} makes it of any slices, or refuses them.
 *
 * @param slices ordered, at least two; duplicates left out
 * @param spacingMm distance of neighbouring slices along the normal
 */
public record SliceStack(List<SliceHeader> slices, double spacingMm) {
    /** Copies the list. */
    public SliceStack {
        slices = List.copyOf(slices);
    }

    /** The first slice: what all have in common. */
    public SliceHeader first() {
        return slices.get(0);
    }

    /** Slices times spacing in mm: what the length rule looks at (method: length rule). */
    public double lengthMm() {
        return slices.size() * spacingMm;
    }

    /** Shape and place of the volume: LPS turned into RAS+ by negating x and y. */
    public Grid grid() {
        SliceHeader first = first();
        double[][] columns = {
            ras(first.direction(0), first.columnSpacingMm()),
            ras(first.direction(3), first.rowSpacingMm()),
            ras(first.normal().orElseThrow(), spacingMm)
        };
        double[] origin = {
            0.0 - first.position().get(0),
            0.0 - first.position().get(1),
            first.position().get(2)
        };
        return new Grid(first.columns(), first.rows(), slices.size(), Affine.ofColumns(columns, origin));
    }

    /** LPS mm to a fractional voxel index (x, y, z) of {@link #grid()}. */
    public PatientToVoxel toVoxel() {
        SliceHeader first = first();
        double[] origin = {
            first.position().get(0), first.position().get(1), first.position().get(2)
        };
        return new PatientToVoxel(
                origin,
                first.direction(0),
                first.columnSpacingMm(),
                first.direction(3),
                first.rowSpacingMm(),
                first.normal().orElseThrow(),
                spacingMm);
    }

    private static double[] ras(double[] lps, double length) {
        return new double[] {0.0 - lps[0] * length, 0.0 - lps[1] * length, lps[2] * length};
    }
}
