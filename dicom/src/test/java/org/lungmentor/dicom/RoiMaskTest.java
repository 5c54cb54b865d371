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
