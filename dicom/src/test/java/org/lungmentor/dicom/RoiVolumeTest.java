package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoiVolumeTest {
    @Test
    void areasTimesTheDistanceOfPlanes() {
        StructureSet.Roi roi = new StructureSet.Roi(
                "x", List.of(square(10, 0), square(4, 0), square(10, 3), square(10, 6), square(10, 12)));
        RoiVolume volume = RoiVolume.of(roi);
        assertThat(volume.closedContours()).isEqualTo(5);
        assertThat(volume.planes()).isEqualTo(4);
        assertThat(volume.volumeMm3()).isCloseTo(3 * (4 * 400 - 64), within(1e-6));
    }

    @Test
    void theDirectionOfPlanesDoesNotMatter() {
        StructureSet.Roi sagittal = new StructureSet.Roi(
                "x",
                List.of(
                        Contour.closed(new double[] {5, 0, 0, 5, 20, 0, 5, 20, 20, 5, 0, 20}),
                        Contour.closed(new double[] {9, 0, 0, 9, 20, 0, 9, 20, 20, 9, 0, 20})));
        assertThat(RoiVolume.of(sagittal).volumeMm3()).isCloseTo(2 * 400 * 4, within(1e-6));
    }

    @Test
    void aContourThatOnlyBeginsInAnotherOneIsNoHole() {
        Contour small = square(1, 0);
        Contour large = Contour.closed(new double[] {0, 0, 0, 90, 0, 0, 90, 90, 0, 0, 90, 0});
        StructureSet.Roi roi = new StructureSet.Roi("x", List.of(small, large, square(1, 3), square(1, 6)));
        assertThat(RoiVolume.of(roi).volumeMm3()).isCloseTo(3 * (8100 + 3 * 4), within(1e-6));
    }

    @Test
    void moreHolesThanAreaIsNoNegativeVolume() {
        StructureSet.Roi roi = new StructureSet.Roi(
                "x", List.of(square(10, 0), square(9, 0), shifted(9, 0.5), square(9.5, 0), square(1, 3)));
        assertThat(RoiVolume.of(roi).volumeMm3()).isNotNegative();
    }

    private static Contour shifted(double half, double by) {
        return Contour.closed(
                new double[] {by - half, -half, 0, by + half, -half, 0, by + half, half, 0, by - half, half, 0});
    }

    @Test
    void nothingToMeasureIsOfNoVolume() {
        assertThat(RoiVolume.of(new StructureSet.Roi("x", List.of()))).isEqualTo(new RoiVolume(0, 0, 0));
        assertThat(RoiVolume.of(new StructureSet.Roi("x", List.of(square(3, 1))))
                        .volumeMm3())
                .isZero();
    }

    private static Contour square(double half, double z) {
        return Contour.closed(new double[] {-half, -half, z, half, -half, z, half, half, z, -half, half, z});
    }
}
