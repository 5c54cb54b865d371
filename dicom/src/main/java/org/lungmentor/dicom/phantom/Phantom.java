package org.lungmentor.dicom.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lungmentor.dicom.Contour;
import org.lungmentor.dicom.PatientToVoxel;
import org.lungmentor.dicom.RoiMask;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.ShortVolume;

/**
 * One made-up patient: a chest CT and where its tumours are. Tumours are as dense as vessels, heart and chest wall and
 * some touch the wall: brightness alone does not find them, their shape does.
 *
 * @param settings size of the scan
 * @param image Hounsfield units, x to the patient's left, y to the back, z to the head
 * @param tumours contours of each tumour, LPS mm
 * @param truth the voxels within the contours: what reading the structure set back gives
 */
public record Phantom(PhantomSettings settings, ShortVolume image, List<List<Contour>> tumours, ByteVolume truth) {
    private static final double NOISE_HU = 18;
    private static final double TEXTURE_HU = 40;

    /** Copies the list. */
    public Phantom {
        tumours = List.copyOf(tumours);
    }

    /**
     * @param patient which of the patients that the seed gives
     * @param tumours how many, 1 or 2: the second grows in the other lung
     */
    public static Phantom of(PhantomSettings settings, String patient, int tumours) {
        Random random = new Random(settings.seed() * 1_000_003L + patient.hashCode());
        int n = settings.columns();
        Grid grid = grid(settings);
        Anatomy anatomy = new Anatomy(settings, random);
        float[] hu = new float[grid.voxels()];
        for (int k = 0; k < settings.slices(); k++) {
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    hu[grid.index(i, j, k)] =
                            (float) anatomy.hu(settings.acrossMm(i), settings.acrossMm(j), settings.alongMm(k));
                }
            }
        }
        new Texture(random).add(hu, grid, TEXTURE_HU, (float) Anatomy.LUNG);
        Vessels vessels = new Vessels(settings, anatomy, hu, random);
        vessels.paint(-1);
        vessels.paint(1);
        int side = random.nextBoolean() ? 1 : -1;
        List<List<Contour>> contours = new ArrayList<>();
        for (int t = 0; t < tumours; t++) {
            Tumour tumour = Tumour.grow(settings, anatomy, t == 0 ? side : -side, random);
            ByteVolume mask = mask(tumour.contours(), settings);
            for (int v = 0; v < hu.length; v++) {
                if (mask.values()[v] != 0) {
                    hu[v] = (float) tumour.hu();
                }
            }
            contours.add(tumour.contours());
        }
        List<Contour> all = contours.stream().flatMap(List::stream).toList();
        return new Phantom(settings, new ShortVolume(grid, scanned(hu, grid, random)), contours, mask(all, settings));
    }

    /** All tumours as one region of interest. */
    public StructureSet.Roi region(String name) {
        return new StructureSet.Roi(name, tumours.stream().flatMap(List::stream).toList());
    }

    private static ByteVolume mask(List<Contour> contours, PhantomSettings settings) {
        return RoiMask.fill(new StructureSet.Roi("tumour", contours), grid(settings), toVoxel(settings))
                .mask();
    }

    /** The scanner: a little blur within the slice, noise, whole numbers. */
    private static short[] scanned(float[] hu, Grid grid, Random random) {
        int n = grid.nx();
        short[] image = new short[hu.length];
        for (int k = 0; k < grid.nz(); k++) {
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    double sum = 0;
                    for (int dj = -1; dj <= 1; dj++) {
                        for (int di = -1; di <= 1; di++) {
                            int x = Math.max(0, Math.min(n - 1, i + di));
                            int y = Math.max(0, Math.min(n - 1, j + dj));
                            sum += hu[grid.index(x, y, k)] * (4 >> (di * di + dj * dj));
                        }
                    }
                    double value = sum / 16 + NOISE_HU * random.nextGaussian();
                    image[grid.index(i, j, k)] = (short) Math.max(-1024, Math.min(3071, Math.rint(value)));
                }
            }
        }
        return image;
    }

    static PatientToVoxel toVoxel(PhantomSettings s) {
        return new PatientToVoxel(
                new double[] {s.acrossMm(0), s.acrossMm(0), s.alongMm(0)},
                new double[] {1, 0, 0},
                s.pixelMm(),
                new double[] {0, 1, 0},
                s.pixelMm(),
                new double[] {0, 0, 1},
                s.sliceMm());
    }

    private static Grid grid(PhantomSettings s) {
        Affine affine = Affine.ofRows(
                -s.pixelMm(),
                0,
                0,
                -s.acrossMm(0),
                0,
                -s.pixelMm(),
                0,
                -s.acrossMm(0),
                0,
                0,
                s.sliceMm(),
                s.alongMm(0));
        return new Grid(s.columns(), s.columns(), s.slices(), affine);
    }
}
