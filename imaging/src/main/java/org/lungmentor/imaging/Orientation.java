package org.lungmentor.imaging;

import java.util.Arrays;
import java.util.Locale;

/**
 * How the axes of an array lie in the patient, and the way to <em>canonical</em> and back: axes permuted and flipped, never
 * interpolated, so that x runs left to right, y posterior to anterior and z inferior to superior.
 *
 * <p>Of the six assignments of axes the one with the largest sum of |cosine| is taken (columns at unit length); an axis with
 * a negative cosine is flipped. nibabel's greedy rule gives the same except near 45 degrees.
 *
 * @see <a href="https://nifti.nimh.nih.gov/nifti-1">NIfTI-1, RAS+ world coordinates</a>
 */
public final class Orientation {
    private static final int[][] ASSIGNMENTS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    private final int[] sourceAxis; // of canonical x, y, z
    private final boolean[] flipped;

    private Orientation(int[] sourceAxis, boolean[] flipped) {
        this.sourceAxis = sourceAxis;
        this.flipped = flipped;
    }

    /**
     * @throws CaseRefused {@link Reason#SHEARED_GRID} if two columns are not at right angles (|cosine| above 1e-3) or one has
     *     no length
     */
    public static Orientation of(Affine affine) {
        for (int a = 0; a < 3; a++) {
            double cosine = affine.cosine(a, (a + 1) % 3);
            if (!(Math.abs(cosine) <= Affine.SHEAR)) {
                throw new CaseRefused(
                        Reason.SHEARED_GRID,
                        String.format(
                                Locale.ROOT,
                                "The voxel axes %d and %d are not at right angles (cosine %.4f): %s. Resample the scan onto "
                                        + "a right-angled grid first.",
                                a + 1,
                                (a + 1) % 3 + 1,
                                cosine,
                                affine));
            }
        }
        return closest(affine);
    }

    /** The rule alone, for axes at any angle. */
    static Orientation closest(Affine affine) {
        double most = Double.NEGATIVE_INFINITY;
        int[] best = ASSIGNMENTS[0];
        for (int[] axes : ASSIGNMENTS) {
            double sum = 0;
            for (int world = 0; world < 3; world++) {
                sum += Math.abs(affine.get(world, axes[world]) / affine.spacingMm(axes[world]));
            }
            if (sum > most) {
                most = sum;
                best = axes;
            }
        }
        boolean[] flipped = new boolean[3];
        for (int world = 0; world < 3; world++) {
            flipped[world] = affine.get(world, best[world]) < 0;
        }
        return new Orientation(best.clone(), flipped);
    }

    /**
     * A grid of unknown orientation, read as if its axes pointed where three letters say: the same shape, spacing and origin,
     * with axes along the patient's.
     *
     * @param codes where the array's axes x, y, z point to, a letter each of R or L, A or P, S or I: {@code LAS}
     * @throws UsageException if the letters name no orientation
     */
    static Grid assume(Grid grid, String codes) {
        double[][] columns = new double[3][3];
        boolean[] seen = new boolean[3];
        String upper = codes.toUpperCase(Locale.ROOT);
        for (int axis = 0; axis < 3; axis++) {
            int letter = upper.length() == 3 ? "RLAPSI".indexOf(upper.charAt(axis)) : -1;
            if (letter < 0 || seen[letter / 2]) {
                throw new UsageException("\"" + codes + "\" is no orientation: give one letter each of R or L, A or P, "
                        + "S or I, in the order of the array's axes, as in LAS.");
            }
            seen[letter / 2] = true;
            columns[axis][letter / 2] =
                    (letter % 2 == 0 ? 1 : -1) * grid.affine().spacingMm(axis);
        }
        return new Grid(
                grid.nx(),
                grid.ny(),
                grid.nz(),
                Affine.ofColumns(columns, grid.affine().originMm()));
    }

    /** The source array's axis that becomes canonical axis 0 (x), 1 (y) or 2 (z). */
    public int sourceAxis(int canonicalAxis) {
        return sourceAxis[canonicalAxis];
    }

    /** Where the source array's axes point to: {@code LPS} for a DICOM series of a supine patient. */
    public String codes() {
        char[] codes = new char[3];
        for (int world = 0; world < 3; world++) {
            codes[sourceAxis[world]] = (flipped[world] ? "LPI" : "RAS").charAt(world);
        }
        return new String(codes);
    }

    /** Whether the source is canonical already. */
    boolean isCanonical() {
        return codes().equals("RAS");
    }

    /** Shape and affine of {@code source} turned canonical. */
    public Grid canonical(Grid source) {
        if (isCanonical()) {
            return source;
        }
        double[][] columns = new double[3][];
        double[] origin = source.affine().originMm();
        for (int c = 0; c < 3; c++) {
            columns[c] = source.affine().column(sourceAxis[c]);
            for (int row = 0; row < 3; row++) {
                if (flipped[c]) {
                    origin[row] += columns[c][row] * (source.size(sourceAxis[c]) - 1);
                    columns[c][row] = -columns[c][row];
                }
                columns[c][row] += 0.0; // no -0.0 in files
            }
        }
        return new Grid(
                source.size(sourceAxis[0]),
                source.size(sourceAxis[1]),
                source.size(sourceAxis[2]),
                Affine.ofColumns(columns, origin));
    }

    /** Where canonical voxels lie in an array on {@code source}. */
    public ArraySteps steps(Grid source) {
        int[] sourceSteps = {1, source.nx(), source.nx() * source.ny()};
        int first = 0;
        int[] steps = new int[3];
        for (int c = 0; c < 3; c++) {
            int step = sourceSteps[sourceAxis[c]];
            steps[c] = flipped[c] ? -step : step;
            first += flipped[c] ? step * (source.size(sourceAxis[c]) - 1) : 0;
        }
        return new ArraySteps(first, steps[0], steps[1], steps[2]);
    }

    /** A box of voxels on {@code source}, in canonical voxel indices. */
    public VoxelBox canonical(VoxelBox box, Grid source) {
        int[] start = new int[3];
        int[] shape = new int[3];
        for (int c = 0; c < 3; c++) {
            int axis = sourceAxis[c];
            start[c] = flipped[c] ? source.size(axis) - 1 - box.high(axis) : box.low(axis);
            shape[c] = box.size(axis);
        }
        return VoxelBox.ofStart(start, shape);
    }

    /** The same voxels, canonical. A volume that is canonical already is returned itself, not copied. */
    public <V extends Volume> V toCanonical(V source) {
        if (isCanonical()) {
            return source;
        }
        return StridedCopy.of(source, canonical(source.grid()), steps(source.grid()));
    }

    /**
     * The way back: a canonical volume on the axes of the source that it came from.
     *
     * @param source the grid whose orientation this is
     * @throws IllegalArgumentException if the volume does not have the shape of {@code source} turned canonical
     */
    public <V extends Volume> V fromCanonical(V volume, Grid source) {
        Grid grid = volume.grid();
        if (!Arrays.equals(grid.shape(), canonical(source).shape())) {
            throw new IllegalArgumentException(
                    grid.sizeText() + " voxels do not fit " + source.sizeText() + " stored as " + codes());
        }
        int[] canonicalSteps = {1, grid.nx(), grid.nx() * grid.ny()};
        int first = 0;
        int[] steps = new int[3];
        for (int c = 0; c < 3; c++) {
            steps[sourceAxis[c]] = flipped[c] ? -canonicalSteps[c] : canonicalSteps[c];
            first += flipped[c] ? canonicalSteps[c] * (grid.size(c) - 1) : 0;
        }
        return StridedCopy.of(volume, source, new ArraySteps(first, steps[0], steps[1], steps[2]));
    }
}
