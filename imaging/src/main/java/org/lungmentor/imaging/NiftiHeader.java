package org.lungmentor.imaging;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A checked NIfTI header: an object that exists describes an image that we read, provided that its voxels are there.
 *
 * @param grid shape and place
 * @param type how a voxel is stored
 * @param slope what a stored value is multiplied by; 1 where the header scales nothing
 * @param inter what is added then; 0 where the header scales nothing
 * @param pair whether the voxels lie in a second file ({@code .img})
 * @param order byte order of header and voxels
 * @param voxelOffset where the voxels start, in bytes, in the file that holds them
 * @param orientationKnown false where the header has neither sform nor qform
 * @param warnings what the user should know though the file is readable, one sentence each
 */
public record NiftiHeader(
        Grid grid,
        NiftiType type,
        double slope,
        double inter,
        boolean pair,
        ByteOrder order,
        long voxelOffset,
        boolean orientationKnown,
        List<String> warnings) {

    private static final int METRES = 1;
    private static final int MICRONS = 3;
    private static final double MOST_OFFSET = 1e15; // no file is longer

    /** Copies the warnings. */
    public NiftiHeader {
        warnings = List.copyOf(warnings);
    }

    /** Whether stored values are the voxels' values. */
    boolean isUnscaled() {
        return slope == 1 && inter == 0;
    }

    /** @throws CaseRefused if the fields contradict themselves or describe something other than one 3D image of numbers */
    static NiftiHeader of(NiftiFields f, String name) {
        List<String> warnings = new ArrayList<>();
        NiftiType type = NiftiType.of(f.datatype())
                .orElseThrow(() -> bad(
                        name,
                        "holds voxels of datatype " + f.datatype()
                                + "; one integer or float number a voxel is needed"));
        if (f.bitpix() != 8 * type.bytes()) {
            warnings.add("bitpix is " + f.bitpix() + " where datatype " + f.datatype() + " has " + 8 * type.bytes()
                    + "; the datatype counts");
        }
        int spaceUnits = f.units() & 7;
        if (spaceUnits == METRES || spaceUnits == MICRONS) {
            warnings.add("the header's unit of length is not the millimetre; its numbers are taken as millimetres");
        }
        int[] shape = shape(f.dim(), name);
        double slope = 1;
        double inter = 0;
        if (f.slope() != 0 && !Double.isNaN(f.slope())) {
            slope = f.slope();
            inter = f.inter();
            if (!Double.isFinite(slope) || !Double.isFinite(inter)) {
                throw bad(name, "scales its voxels by " + slope + " and " + inter);
            }
        }
        NiftiGeometry geometry = new NiftiGeometry(f, name);
        Affine affine = geometry.affine(shape[0], shape[1], shape[2], warnings);
        return new NiftiHeader(
                new Grid(shape[0], shape[1], shape[2], affine),
                type,
                slope,
                inter,
                f.pair(),
                f.order(),
                voxelOffset(f, name, warnings),
                geometry.orientationKnown(),
                warnings);
    }

    private static int[] shape(long[] dim, String name) {
        long axes = dim[0];
        if (axes < 1 || axes > 7) {
            throw bad(name, "claims " + axes + " dimensions");
        }
        int[] shape = {1, 1, 1};
        long voxels = 1;
        for (int i = 1; i <= axes; i++) {
            long n = dim[i];
            if (n < 1) {
                throw bad(name, "claims " + n + " voxels along dimension " + i);
            }
            if (i > 3 && n != 1) {
                throw bad(name, "holds " + n + " volumes along dimension " + i + "; one 3D volume is needed, split it");
            }
            if (n > Grid.MOST_VOXELS || voxels * n > Grid.MOST_VOXELS) {
                throw bad(name, "claims more voxels than one volume can hold (dimension " + i + ": " + n + ")");
            }
            voxels *= n;
            if (i <= 3) {
                shape[i - 1] = (int) n;
            }
        }
        return shape;
    }

    private static long voxelOffset(NiftiFields f, String name, List<String> warnings) {
        long least = f.pair() ? 0 : f.version() == 1 ? 352 : 544;
        double offset = f.voxOffset();
        if (offset == 0 && !f.pair()) {
            warnings.add("vox_offset is 0; the voxels are taken from byte " + least);
            return least;
        }
        if (!(offset >= least) || offset > MOST_OFFSET) {
            throw bad(
                    name,
                    "puts its voxels at byte " + offset + "; a file like this has them at " + least + " or later");
        }
        return (long) offset;
    }

    private static CaseRefused bad(String name, String what) {
        return new CaseRefused(Reason.BAD_NIFTI, name + " " + what + ".");
    }
}
