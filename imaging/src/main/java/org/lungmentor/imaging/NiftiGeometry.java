package org.lungmentor.imaging;

import java.util.List;

/**
 * Where a NIfTI header puts its voxels: the sform where it has a code, else the qform, else the spacing alone (nifti1.h,
 * methods 3, 2, 1).
 */
final class NiftiGeometry {
    private final NiftiFields fields;
    private final String name;

    NiftiGeometry(NiftiFields fields, String name) {
        this.fields = fields;
        this.name = name;
    }

    /** Whether the header says where left and right are. */
    boolean orientationKnown() {
        return fields.sformCode() > 0 || fields.qformCode() > 0;
    }

    /**
     * The affine, voxel index to RAS+ mm; what is worth knowing is added to the warnings.
     *
     * @throws CaseRefused {@code bad-nifti} where a number that counts is not usable, {@code sheared-grid} where axes are
     *     not at right angles
     */
    Affine affine(int nx, int ny, int nz, List<String> warnings) {
        Affine affine;
        if (fields.sformCode() > 0) {
            affine = Affine.ofRows(fields.srow());
            requireFinite(fields.srow(), "sform");
            if (fields.qformCode() > 0 && !formsAgree(nx, ny, nz, Grid.SAME_PLACE_MM)) {
                warnings.add("sform and qform place the image differently; the sform counts");
            }
        } else if (fields.qformCode() > 0) {
            requireSpacing();
            affine = qform();
            requireFinite(affine.rows(), "qform's quaternion or offset");
        } else {
            requireSpacing();
            double[] p = fields.pixdim();
            affine = Affine.diagonal(new double[] {p[1], p[2], p[3]}, new double[3]);
            warnings.add("the header has neither sform nor qform: left and right are unknown");
        }
        requireRightAngles(affine);
        return affine;
    }

    private Affine qform() {
        double[] q = fields.quatern();
        double[] p = fields.pixdim();
        double qfac = p[0] < 0 ? -1 : 1;
        double[][] columns = Quaternion.of(q[0], q[1], q[2]).columns();
        for (int axis = 0; axis < 3; axis++) {
            double length = axis == 2 ? qfac * p[3] : p[axis + 1];
            for (int row = 0; row < 3; row++) {
                columns[axis][row] *= length;
            }
        }
        return Affine.ofColumns(columns, new double[] {q[3], q[4], q[5]});
    }

    /** Whether sform and qform put every corner voxel within so many mm of each other; false where one holds no numbers. */
    boolean formsAgree(int nx, int ny, int nz, double withinMm) {
        Grid bySform = new Grid(nx, ny, nz, Affine.ofRows(fields.srow()));
        return bySform.cornerDistanceMm(new Grid(nx, ny, nz, qform())) <= withinMm;
    }

    private void requireSpacing() {
        for (int axis = 1; axis <= 3; axis++) {
            double p = fields.pixdim()[axis];
            if (!(p > 0) || Double.isInfinite(p)) {
                throw bad("pixdim[" + axis + "] is " + p + " where a spacing in mm is needed");
            }
        }
    }

    private void requireFinite(double[] numbers, String what) {
        for (double v : numbers) {
            if (!Double.isFinite(v)) {
                throw bad("its " + what + " holds " + v);
            }
        }
    }

    private void requireRightAngles(Affine affine) {
        for (int axis = 0; axis < 3; axis++) {
            double cosine = Math.abs(affine.cosine(axis, (axis + 1) % 3));
            if (Double.isNaN(cosine)) {
                throw bad("its affine maps an axis to nothing: " + affine);
            }
            if (cosine > 1 - Affine.SHEAR) {
                throw bad("its affine maps two axes to one: " + affine);
            }
            if (cosine > Affine.SHEAR) {
                throw new CaseRefused(
                        Reason.SHEARED_GRID,
                        name + " has axes that are not at right angles (affine " + affine
                                + "); resample it onto a straight grid first.");
            }
        }
    }

    private CaseRefused bad(String what) {
        return new CaseRefused(
                Reason.BAD_NIFTI, name + " does not say where its voxels lie: " + what + "; mend its header.");
    }
}
