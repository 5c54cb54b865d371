package org.lungmentor.preprocess;

import java.util.Optional;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;

/**
 * One case as it is read: all volumes lie at the same place in the patient, each in whatever axis order its file has.
 *
 * @param name the case's name
 * @param image Hounsfield units
 * @param box at least 0.5 in the segbox, if the case has one
 * @param label the tumour, if the case has a label
 */
public record Scan(String name, Volume image, Optional<Volume> box, Optional<Label> label) {
    /** @throws CaseRefused {@link Reason#GRID_MISMATCH} if box or label lie elsewhere than the image, or {@link Reason#SHEARED_GRID} */
    public Scan {
        Volume where = image;
        box.ifPresent(volume -> requireSamePlace(where, volume, "box"));
        label.ifPresent(found -> requireSamePlace(where, found.volume(), "label"));
    }

    /** Shape and affine of the image turned canonical. */
    public Grid canonical() {
        return canonical(image);
    }

    /** Refuses a volume whose voxels do not lie where the image's do: corners within 0.1 mm. */
    static void requireSamePlace(Volume image, Volume other, String what) {
        Grid here = canonical(image);
        Grid there = canonical(other);
        if (!here.isSamePlaceAs(there)) {
            throw new CaseRefused(
                    Reason.GRID_MISMATCH,
                    "The " + what + " lies on another grid than the image: " + there.sizeText() + " " + there.affine()
                            + " beside " + here.sizeText() + " " + here.affine()
                            + ". Resample it onto the image's grid.");
        }
    }

    private static Grid canonical(Volume volume) {
        return Orientation.of(volume.grid().affine()).canonical(volume.grid());
    }
}
