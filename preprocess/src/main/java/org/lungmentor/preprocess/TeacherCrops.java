package org.lungmentor.preprocess;

import java.util.Optional;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Resampler;
import org.lungmentor.imaging.RowSource;

/**
 * The crops that the teacher sees: cubes of 0.7 mm voxels around the tumours that a box marks ({@link CropWindows} says where),
 * with everything of image, box and label that lies in them. No voxel of the image outside the crops is resampled, and of box
 * and label only what their voxels reach.
 */
public final class TeacherCrops {
    /** Edge of a crop in voxels where nothing else is said. */
    public static final int EDGE = 128;

    static final double[] SPACING_MM = {0.7, 0.7, 0.7};

    private final Scan scan;
    private final Subject subject;
    private final String software;
    private final Grid canonical;
    private final Grid resampled;
    private final Resampler resampler;
    private final Intensities intensities;
    private final SourceMask box;
    private final Optional<SourceMask> label;
    private final CropWindows windows;

    /**
     * @param scan with a box
     * @param subject whose it is
     * @param edge voxels along each edge of a crop, divisible by 8
     * @param software version to name in the references
     * @throws CaseRefused {@link Reason#BOX_MISSING}, {@link Reason#EMPTY_BOX}, or as {@link Intensities#of}
     * @throws IllegalArgumentException if the edge is not divisible by 8
     */
    public TeacherCrops(Scan scan, Subject subject, int edge, String software) {
        if (edge < 8 || edge % 8 != 0) {
            throw new IllegalArgumentException("A crop's edge is divisible by 8, not " + edge);
        }
        this.scan = scan;
        this.subject = subject;
        this.software = software;
        canonical = scan.canonical();
        resampled = Resampler.grid(canonical, SPACING_MM);
        resampler = new Resampler(canonical.shape(), canonical.spacingMm(), resampled.shape(), SPACING_MM);
        box = SourceMask.of(scan.box()
                .orElseThrow(() -> new CaseRefused(
                        Reason.BOX_MISSING,
                        "There is no box, and a tumour crop is cut around one. Add Boxes/" + scan.name()
                                + ".nii.gz.")));
        if (box.support().isEmpty()) {
            throw new CaseRefused(
                    Reason.EMPTY_BOX, "The box has no voxel of at least 0.5: nothing says where the tumour is.");
        }
        intensities = Intensities.of(scan.image());
        label = scan.label().map(SourceMask::of);
        windows = CropWindows.around(scan.name(), box, resampler, canonical, resampled, edge);
    }

    /** Number of crops, at least 1. */
    public int count() {
        return windows.names().size();
    }

    /** Whether nothing of the box is left at 0.7 mm: the one crop has an empty box. */
    boolean boxVanished() {
        return windows.boxVanished();
    }

    /** Share of the resampled box's voxels that lie in no crop, 0 to 1. */
    public double cutOffBox() {
        return CutOffShare.of(box, resampler, windows);
    }

    /** Share of the resampled label's sum that lies in no crop, 0 to 1; empty without a label. */
    Optional<Double> cutOffLabel() {
        return label.map(mask -> CutOffShare.of(mask, resampler, windows));
    }

    /** Computes one crop: a fresh one every time. */
    public Crop crop(int index) {
        CropReference reference = reference(index);
        WindowResampler into = new WindowResampler(resampler, reference.window().start(), reference.grid());
        RowSource hu = RowSource.canonical(scan.image()).clipped(Intensities.LOWEST_HU, Intensities.HIGHEST_HU);
        float outside = (float) intensities.normalise(Intensities.LOWEST_HU);
        return new Crop(
                reference, into.image(hu, intensities, outside), Optional.of(into.mask(box)), label.map(into::label));
    }

    /** The geometry of one crop. */
    public CropReference reference(int index) {
        return new CropReference(
                CropReference.Kind.TEACHER,
                scan.name(),
                windows.names().get(index),
                Optional.empty(),
                scan.image().grid(),
                canonical,
                resampled,
                windows.windows().get(index),
                new int[3],
                new int[3],
                0,
                intensities,
                software,
                subject);
    }
}
