package org.lungmentor.preprocess;

import java.util.Optional;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.VoxelBox;

/**
 * The geometry of one crop: all that the way back to the scan needs. Shapes and starts are x, y, z; only {@code source} is in
 * the file's axis order.
 *
 * @param kind tumour crop of the teacher or lung crop of the student
 * @param caseName the case that it was cut from
 * @param crop the crop's own name, the stem of its files
 * @param lung {@code right} or {@code left}; empty for a tumour crop
 * @param source grid of the input file
 * @param canonical the same, turned canonical
 * @param resampled teacher: the whole canonical grid at the network's spacing; student: the lung's box at it, before padding
 * @param window teacher: the crop on {@code resampled}, which it may leave; student: the lung's box on {@code canonical}
 * @param padBefore voxels of zeros before {@code resampled} along x, y, z; none for a tumour crop
 * @param padAfter the same behind it
 * @param marginMm by how much the lung's box was grown; 0 for a tumour crop
 * @param intensities how the image was normalised
 * @param software version that made the crop
 * @param subject whose crop it is
 */
public record CropReference(
        Kind kind,
        String caseName,
        String crop,
        Optional<Lung> lung,
        Grid source,
        Grid canonical,
        Grid resampled,
        VoxelBox window,
        int[] padBefore,
        int[] padAfter,
        double marginMm,
        Intensities intensities,
        String software,
        Subject subject) {
    /** What a crop is for. */
    public enum Kind {
        /** Around a tumour, 0.7 mm, CT and box. */
        TEACHER,
        /** Around a lung, 1 x 1 x 1.5 mm, CT alone. */
        STUDENT
    }

    /** Shape and affine of the crop itself: what the network sees and answers on. */
    public Grid grid() {
        if (kind == Kind.TEACHER) {
            return new Grid(
                    window.size(0),
                    window.size(1),
                    window.size(2),
                    resampled.affine().withOriginAt(window.x0(), window.y0(), window.z0()));
        }
        return new Grid(
                padBefore[0] + resampled.nx() + padAfter[0],
                padBefore[1] + resampled.ny() + padAfter[1],
                padBefore[2] + resampled.nz() + padAfter[2],
                resampled.affine().withOriginAt(-padBefore[0], -padBefore[1], -padBefore[2]));
    }
}
