package org.lungmentor.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Resampler;
import org.lungmentor.imaging.RowSource;
import org.lungmentor.imaging.VoxelBox;

/**
 * The crops that the student sees: one for each lung, the box of its voxels resampled to 1 x 1 x 1.5 mm and padded with 0 to
 * multiples of 16. A lung without voxels gives none.
 */
public final class StudentCrops {
    static final double[] SPACING_MM = {1, 1, 1.5};
    private static final int DIVISOR = 16;

    private final Scan scan;
    private final Subject subject;
    private final double marginMm;
    private final String software;
    private final Grid canonical;
    private final Intensities intensities;
    private final Optional<SourceMask> box;
    private final Optional<SourceMask> label;
    private final List<Lung> lungs = new ArrayList<>();
    private final List<VoxelBox> boxes = new ArrayList<>();

    /**
     * @param scan image, and box and label where there are any
     * @param lungMap 0 nothing, 1 right lung, 2 left lung, at the image's place
     * @param subject whose it is
     * @param marginMm by how much each lung's box is grown, 0 or more
     * @param software version to name in the references
     * @throws CaseRefused {@link Reason#NO_LUNGS} if the map is empty, {@link Reason#GRID_MISMATCH},
     *     {@link Reason#LABEL_OUT_OF_RANGE} for other values in the map, or as {@link Intensities#of}
     */
    public StudentCrops(Scan scan, ByteVolume lungMap, Subject subject, double marginMm, String software) {
        if (!(marginMm >= 0 && marginMm <= 1000)) {
            throw new IllegalArgumentException("A margin of " + marginMm + " mm");
        }
        Scan.requireSamePlace(scan.image(), lungMap, "lung map");
        this.scan = scan;
        this.subject = subject;
        this.marginMm = marginMm;
        this.software = software;
        canonical = scan.canonical();
        placeBoxes(lungMap);
        if (lungs.isEmpty()) {
            throw new CaseRefused(
                    Reason.NO_LUNGS, "The lung map is empty: there is nothing to crop. Check it, or give another map.");
        }
        intensities = Intensities.of(scan.image());
        box = scan.box().map(SourceMask::of);
        label = scan.label().map(SourceMask::of);
    }

    /** Number of crops: lungs with voxels, the right one first. */
    public int count() {
        return lungs.size();
    }

    /** Volume in mm3 of the label's voxels of at least 0.5, on the scan's grid, that lie in no crop; empty without a label. */
    Optional<Double> tumourInNoCropMm3() {
        return scan.label()
                .map(found -> outsideVoxels(found) * scan.image().grid().voxelVolumeMm3());
    }

    /** Computes one crop: a fresh one every time. */
    public Crop crop(int index) {
        CropReference reference = reference(index);
        VoxelBox window = reference.window();
        Grid inner = reference.resampled();
        Resampler resampler = new Resampler(window.shape(), canonical.spacingMm(), inner.shape(), SPACING_MM);
        int[] before = reference.padBefore();
        int[] start = {-before[0], -before[1], -before[2]};
        WindowResampler into = new WindowResampler(resampler, start, reference.grid());
        RowSource hu = RowSource.canonical(scan.image())
                .clipped(Intensities.LOWEST_HU, Intensities.HIGHEST_HU)
                .from(window.start());
        return new Crop(
                reference,
                into.image(hu, intensities, 0),
                box.map(mask -> into.mask(mask.within(window))),
                label.map(mask -> into.label(mask.within(window))));
    }

    /** The geometry of one crop. */
    public CropReference reference(int index) {
        VoxelBox window = boxes.get(index);
        Grid cropped = new Grid(
                window.size(0),
                window.size(1),
                window.size(2),
                canonical.affine().withOriginAt(window.x0(), window.y0(), window.z0()));
        Grid inner = Resampler.grid(cropped, SPACING_MM);
        int[] before = new int[3];
        int[] after = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int padding = Math.floorMod(-inner.size(axis), DIVISOR);
            before[axis] = padding / 2;
            after[axis] = padding - padding / 2;
        }
        return new CropReference(
                CropReference.Kind.STUDENT,
                scan.name(),
                scan.name() + "_" + lungs.get(index).side(),
                Optional.of(lungs.get(index)),
                scan.image().grid(),
                canonical,
                inner,
                window,
                before,
                after,
                marginMm,
                intensities,
                software,
                subject);
    }

    private void placeBoxes(ByteVolume lungMap) {
        for (byte value : lungMap.values()) {
            if (value < 0 || value > 2) {
                throw new CaseRefused(
                        Reason.LABEL_OUT_OF_RANGE,
                        "The lung map has values other than 0, 1 (right lung) and 2 (left lung). Recode it first.");
            }
        }
        Orientation orientation = Orientation.of(lungMap.grid().affine());
        int[] margin = new int[3];
        for (int axis = 0; axis < 3; axis++) { // spacings are float32 in headers: 7 mm are ten voxels of 0.7
            margin[axis] = (int) Math.ceil(marginMm / canonical.affine().spacingMm(axis) - 1e-4);
        }
        for (Lung lung : Lung.values()) {
            VoxelBox.around(lungMap, lung.value()).ifPresent(found -> {
                VoxelBox grown = orientation.canonical(found, lungMap.grid()).grown(margin);
                lungs.add(lung);
                boxes.add(grown.intersection(VoxelBox.of(canonical)).orElseThrow());
            });
        }
    }

    private long outsideVoxels(Label found) {
        SourceMask mask = SourceMask.of(found.volume()); // voxels of at least 0.5
        if (mask.support().isEmpty()) {
            return 0;
        }
        VoxelBox support = mask.support().get();
        double[] row = new double[support.size(0)];
        long outside = 0;
        for (int z = support.z0(); z <= support.z1(); z++) {
            for (int y = support.y0(); y <= support.y1(); y++) {
                mask.rows().read(support.x0(), support.x1(), y, z, row);
                for (int i = 0; i < row.length; i++) {
                    if (row[i] != 0 && !inAnyCrop(support.x0() + i, y, z)) {
                        outside++;
                    }
                }
            }
        }
        return outside;
    }

    private boolean inAnyCrop(int x, int y, int z) {
        for (VoxelBox window : boxes) {
            if (window.contains(x, y, z)) {
                return true;
            }
        }
        return false;
    }
}
