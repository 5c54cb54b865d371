package org.lungmentor.dicom.phantom;

/**
 * Size of a phantom's scan; the anatomy fills it, whatever its size in mm.
 *
 * @param seed everything follows from it
 * @param columns pixels of a row, and rows
 * @param slices slices
 * @param pixelMm distance of neighbouring pixels
 * @param sliceMm distance of neighbouring slices
 */
public record PhantomSettings(long seed, int columns, int slices, double pixelMm, double sliceMm) {
    /** Refuses what no chest fits into. */
    public PhantomSettings {
        if (columns < 32 || slices < 12 || !(pixelMm > 0) || !(sliceMm > 0)) {
            throw new IllegalArgumentException("A phantom needs at least 32 columns and 12 slices of positive spacing");
        }
    }

    /** A chest of 288 x 288 x 168 mm on 96 x 96 x 42 voxels. */
    public static PhantomSettings small(long seed) {
        return new PhantomSettings(seed, 96, 42, 3.0, 4.0);
    }

    double widthMm() {
        return columns * pixelMm;
    }

    double lengthMm() {
        return slices * sliceMm;
    }

    /** LPS mm of a column's or row's centre. */
    double acrossMm(double index) {
        return (index - (columns - 1) / 2.0) * pixelMm;
    }

    /** LPS mm of a slice's centre. */
    double alongMm(double index) {
        return (index - (slices - 1) / 2.0) * sliceMm;
    }
}
