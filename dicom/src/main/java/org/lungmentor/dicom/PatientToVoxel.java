package org.lungmentor.dicom;

/**
 * From DICOM's patient coordinates (LPS mm) to a stack's fractional voxel index: the offset from the first pixel's centre,
 * projected on each direction, divided by the spacing there. Kept apart from the affine's inverse, so that points written on
 * pixel centres come out as whole numbers.
 */
public final class PatientToVoxel {
    private final double[] origin;
    private final double[][] directions;
    private final double[] spacing;

    /**
     * @param origin LPS mm of the centre of voxel (0, 0, 0)
     * @param row unit vector along which x grows
     * @param columnSpacingMm distance of neighbouring columns
     * @param column unit vector along which y grows
     * @param rowSpacingMm distance of neighbouring rows
     * @param normal unit vector along which z grows
     * @param sliceSpacingMm distance of neighbouring slices
     */
    public PatientToVoxel(
            double[] origin,
            double[] row,
            double columnSpacingMm,
            double[] column,
            double rowSpacingMm,
            double[] normal,
            double sliceSpacingMm) {
        this.origin = origin;
        this.directions = new double[][] {row, column, normal};
        this.spacing = new double[] {columnSpacingMm, rowSpacingMm, sliceSpacingMm};
    }

    /** Voxel index along an axis (0 x, 1 y, 2 z) of the point whose three coordinates start at {@code at}. */
    public double index(int axis, double[] lpsMm, int at) {
        double[] d = directions[axis];
        double mm = (lpsMm[at] - origin[0]) * d[0]
                + (lpsMm[at + 1] - origin[1]) * d[1]
                + (lpsMm[at + 2] - origin[2]) * d[2];
        return mm / spacing[axis];
    }

    /** Distance in mm of neighbouring voxel centres along an axis. */
    public double spacingMm(int axis) {
        return spacing[axis];
    }
}
