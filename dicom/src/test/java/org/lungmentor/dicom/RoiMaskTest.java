package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;

class RoiMaskTest {
    private static final Grid GRID = new Grid(20, 20, 6, Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 3, 0));
    private static final PatientToVoxel TO_VOXEL = new PatientToVoxel(
            new double[3], new double[] {1, 0, 0}, 1, new double[] {0, 1, 0}, 1, new double[] {0, 0, 1}, 3);

    @Test
    void oddContoursAreCountedAndTheOthersFilled() {
        List<Contour> contours = new ArrayList<>(List.of(
                square(2, 8, 3),
                square(2, 8, 3), // repeated
                square(2, 8, 9), // a gap before it
                square(2, 8, 60), // beyond the last slice
                square(5.2, 5.6, 3), // no voxel centre
                text("POINT", "1\\2\\3"),
                text("CLOSED_PLANAR", "1\\2\\3\\4\\5\\3"),
                text("CLOSED_PLANAR", "1\\2\\3\\4\\NaN\\3\\4\\5\\3")));
        RoiMask mask = fill(contours);
        assertThat(mask.mask().countNonZero()).isEqualTo(72);
        assertThat(mask.counts())
                .containsEntry("contoursRepeated", 1)
                .containsEntry("contoursOutside", 1)
                .containsEntry("contoursVanished", 1)
                .containsEntry("contoursIgnored", 1)
                .containsEntry("contoursRefused", 2)
                .containsEntry("contourGapSlices", 1)
                .hasSize(6);
    }

    @Test
    void holesAndAWholeSetShiftedByLessThanHalfASliceComeOutRight() {
        RoiMask mask = fill(List.of(square(2, 12, 4), square(5, 8, 4), square(2, 12, 7)));
        assertThat(mask.mask().countNonZero()).isEqualTo(200 - 9);
        assertThat(mask.polygonVolumeMm3()).isEqualTo(3 * (200 - 9));
    }

    @Test
    void refusesWhatHasNoPlaceOnTheScan() {
        assertRefused(Reason.ROI_EMPTY, List.of(text("POINT", "1\\2\\3")));
        assertRefused(Reason.ROI_EMPTY, List.of(square(5.2, 5.6, 3)));
        assertRefused(Reason.ROI_OUTSIDE, List.of(square(2, 8, 60)));
        assertRefused(Reason.ROI_OUTSIDE, List.of(square(40, 48, 3)));
        assertRefused(Reason.CONTOURS_OFF_SLICES, List.of(square(2, 8, 3), square(2, 8, 4.5), square(2, 8, 6)));
    }

    @Test
    void aSliceReachesHalfASpacingToEitherSide() {
        for (double z : new double[] {-1.5, -1.4, 0, 1.4}) { // slices are 3 mm apart
            assertThat(slicesOf(square(2, 8, z))).as("z " + z).containsExactly(0);
        }
        assertThat(slicesOf(square(2, 8, 1.5))).containsExactly(1);
        assertThat(slicesOf(square(2, 8, 16.4))).containsExactly(5);
        assertRefused(Reason.ROI_OUTSIDE, List.of(square(2, 8, 16.5)));
        assertRefused(Reason.ROI_OUTSIDE, List.of(square(2, 8, -1.6)));
    }

    @Test
    void oneContourIn20MayLieOffTheSlices() {
        List<Contour> contours = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            contours.add(square(i * 0.5, 12, 3));
        }
        contours.add(square(2, 8, 4.5));
        assertThat(fill(contours).counts()).containsEntry("contoursOffSlices", 1);
        assertRefused(Reason.CONTOURS_OFF_SLICES, contours.subList(1, 20));
    }

    @Test
    void aTenthOfAMillimetreIsNoDistanceFromASlice() {
        List<Contour> contours = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            contours.add(square(2, 3 + 0.5 * i, 6));
        }
        assertThat(with(contours, square(1, 12, 6.09)).counts()).doesNotContainKey("contoursOffSlices");
        assertThat(with(contours, square(1, 12, 5.91)).counts()).doesNotContainKey("contoursOffSlices");
        assertThat(with(contours, square(1, 12, 6.12)).counts()).containsEntry("contoursOffSlices", 1);
        assertThat(with(contours, square(1, 12, 5.88)).counts()).containsEntry("contoursOffSlices", 1);
        assertThat(with(contours, slanting(6, 0.19)).counts()).doesNotContainKey("contoursOffSlices");
        assertThat(with(contours, slanting(6, 0.22)).counts()).containsEntry("contoursOffSlices", 1);
    }

    @Test
    void aContourBesideTheImageIsOutsideAndOneAtItsEdgeIsEmpty() {
        for (boolean alongX : new boolean[] {true, false}) {
            assertRefused(Reason.ROI_EMPTY, List.of(rectangle(alongX, 19.5, 25)));
            assertRefused(Reason.ROI_OUTSIDE, List.of(rectangle(alongX, 19.6, 25)));
            assertRefused(Reason.ROI_EMPTY, List.of(rectangle(alongX, -9, -0.5)));
            assertRefused(Reason.ROI_OUTSIDE, List.of(rectangle(alongX, -9, -0.6)));
        }
    }

    @Test
    void severalRegionsTogetherAreInWhereAnyIs() {
        RoiMask one = fill(List.of(square(2, 8, 3), text("POINT", "1\\2\\3")));
        RoiMask other = fill(List.of(square(5, 12, 3), square(5, 12, 6), text("POINT", "1\\2\\3")));
        RoiMask both = one.union(other);
        assertThat(both.mask().countNonZero()).isEqualTo(36 + 2 * 49 - 9);
        assertThat(both.counts()).containsEntry("contoursIgnored", 2).hasSize(1);
        assertThat(both.polygonVolumeMm3()).isEqualTo(3 * (36 + 2 * 49));
        assertThat(one.mask().countNonZero()).as("not changed").isEqualTo(36);
    }

    @Test
    void theSameContourOnAnotherSliceIsNoRepetition() {
        assertThat(fill(List.of(square(2, 8, 3), square(2, 8, 6), square(2, 8, 6.01)))
                        .counts())
                .containsEntry("contoursRepeated", 1);
    }

    private static RoiMask with(List<Contour> contours, Contour another) {
        List<Contour> all = new ArrayList<>(contours);
        all.add(another);
        return fill(all);
    }

    private static List<Integer> slicesOf(Contour contour) {
        byte[] mask = fill(List.of(contour)).mask().values();
        List<Integer> slices = new ArrayList<>();
        for (int z = 0; z < GRID.nz(); z++) {
            for (int i = 0; i < 400; i++) {
                if (mask[z * 400 + i] != 0) {
                    slices.add(z);
                    break;
                }
            }
        }
        return slices;
    }

    /** Five wide in the middle of the one axis, from low to high along the other. */
    private static Contour rectangle(boolean alongX, double low, double high) {
        return alongX
                ? Contour.closed(new double[] {low, 5, 3, high, 5, 3, high, 10, 3, low, 10, 3})
                : Contour.closed(new double[] {5, low, 3, 5, high, 3, 10, high, 3, 10, low, 3});
    }

    private static Contour slanting(double z, double by) {
        return Contour.closed(
                new double[] {1, 1, z - by / 2, 12, 1, z - by / 2, 12, 12, z + by / 2, 1, 12, z + by / 2});
    }

    private static void assertRefused(Reason reason, List<Contour> contours) {
        assertThatThrownBy(() -> fill(contours)).isInstanceOfSatisfying(CaseRefused.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    private static RoiMask fill(List<Contour> contours) {
        return RoiMask.fill(new StructureSet.Roi("GTV-1", contours), GRID, TO_VOXEL);
    }

    private static Contour square(double low, double high, double z) {
        return Contour.closed(new double[] {low, low, z, high, low, z, high, high, z, low, high, z});
    }

    private static Contour text(String type, String data) {
        return new Contour(type, -1, data.getBytes(StandardCharsets.US_ASCII));
    }
}
