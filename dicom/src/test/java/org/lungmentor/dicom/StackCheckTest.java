package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lungmentor.dicom.codec.PixelFormat;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

class StackCheckTest {
    @Test
    void ordersByPositionWhateverTheFilesAreCalled() {
        List<SliceHeader> slices = at(0, 0, 3, 6, 9, 12);
        Collections.shuffle(slices, new Random(1));
        SliceStack stack = StackCheck.stack(slices);
        assertThat(stack.slices().stream().map(s -> s.position().get(2))).containsExactly(0.0, 3.0, 6.0, 9.0, 12.0);
        assertThat(stack.spacingMm()).isEqualTo(3);
        assertThat(stack.grid().affine().rows()).containsExactly(-2, 0, 0, 10, 0, -1, 0, 20, 0, 0, 3, 0);
    }

    @Test
    void acceptsPositionsRoundedToTenths() {
        assertThat(StackCheck.stack(at(0, 0, 1.3, 2.5, 3.8, 5.0)).spacingMm()).isEqualTo(1.25);
    }

    @Test
    void acceptsPositionsRoundedToThousandths() {
        SliceStack stack = StackCheck.stack(at(0, -360.256, -356.269, -352.281, -348.294, -344.307, -340.319));
        assertThat(stack.spacingMm()).isCloseTo(3.9874, within(1e-9));
    }

    @Test
    void acceptsTheUnevennessOfOnePerCentAndNoMore() {
        assertThat(StackCheck.stack(at(0, 0, 5.01, 10.06, 15.07, 20.08)).slices())
                .hasSize(5);
        assertRefused(Reason.UNEVEN_SPACING, "5.070 mm apart", at(0, 0, 5.01, 10.08, 15.09, 20.1));
    }

    @Test
    void thinSlicesMayDifferByAHundredthOfAMillimetre() {
        assertThat(StackCheck.stack(at(0, 0, 0.625, 1.26, 1.885, 2.51)).slices())
                .hasSize(5);
        assertRefused(Reason.UNEVEN_SPACING, "0.637 mm apart", at(0, 0, 0.625, 1.262, 1.887, 2.512));
    }

    @Test
    void namesTheFirstFiveOfMoreMissingSlices() {
        assertRefused(
                Reason.MISSING_SLICE,
                "8 are missing: at 6.00, 9.00, 12.00, 15.00, 18.00 and 3 more mm",
                at(0, 0, 3, 30, 33, 36, 39));
        assertRefused(Reason.MISSING_SLICE, "1 is missing: at 6.00 mm", at(0, 0, 3, 9, 12, 15));
    }

    @Test
    void toleratesAsMuchTiltAsRoundingMakes() {
        assertThat(StackCheck.stack(at(0.0017, 0, 3, 6, 9)).slices()).hasSize(4); // 0.097 degrees
        assertRefused(Reason.GANTRY_TILT, "by 0.1 degrees", at(0.0018, 0, 3, 6, 9));
    }

    @Test
    void aSliceBesideTheOthersIsNoPartOfAnUprightStack() {
        List<SliceHeader> slices = at(0, 0, 3, 6, 9);
        slices.set(2, moved(slices.get(2), List.of(-10.6, -20.0, 6.0)));
        assertRefused(Reason.UNEVEN_SPACING, "The slice at 6.00 mm along the normal lies 0.60 mm beside", slices);
        slices.set(2, moved(slices.get(2), List.of(-10.4, -20.0, 6.0)));
        assertThat(StackCheck.stack(slices).slices())
                .as("less than half a pixel")
                .hasSize(4);
    }

    @Test
    void aSliceWithoutAPlaceIsRefused() {
        List<SliceHeader> slices = at(0, 0, 3, 6, 9);
        slices.set(1, moved(slices.get(1), List.of()));
        assertRefused(Reason.BAD_DICOM, "its place is unknown", slices);
    }

    @Test
    void cosinesThatMakeNoRightAngleAreNoOrientation() {
        for (List<Double> cosines : List.of(
                List.<Double>of(),
                List.of(1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
                List.of(0.0, 0.0, 0.0, 0.0, 1.0, 0.0),
                List.of(2.0, 0.0, 0.0, 0.0, 1.0, 0.0),
                List.of(1.0, 0.0, 0.0, 0.0, 0.9, 0.0),
                List.of(1.0, 0.0, 0.0, 0.6, 0.8, 0.0))) {
            List<SliceHeader> slices = new ArrayList<>();
            at(0, 0, 3, 6).forEach(s -> slices.add(turned(s, cosines)));
            assertRefused(Reason.BAD_DICOM, "its place is unknown", slices);
        }
        List<SliceHeader> rounded = new ArrayList<>();
        double[] normal = {0, -0.71, 0.71};
        for (int k = 0; k < 3; k++) {
            rounded.add(turned(
                    moved(at(0, 0).get(0), List.of(0.0, 3 * k * normal[1], 3 * k * normal[2])),
                    List.of(1.0, 0.0, 0.0, 0.0, 0.71, 0.71)));
        }
        assertThat(StackCheck.stack(rounded).spacingMm()).as("two decimals").isCloseTo(3.01, within(0.01));
    }

    @Test
    void refusesWhatIsNoVolume() {
        assertRefused(Reason.SINGLE_SLICE, "one slice", at(0, 4));
        assertRefused(Reason.MISSING_SLICE, "2 are missing: at 6.00, 9.00 mm", at(0, 0, 3, 12, 15, 18));
        assertRefused(Reason.UNEVEN_SPACING, "4.400 mm apart", at(0, 0, 3, 6, 10.4, 13.4));
        assertRefused(Reason.DUPLICATE_POSITION, "lie at 3.00 mm", at(0, 0, 3, 3, 6));
        assertRefused(Reason.GANTRY_TILT, "by 11.3 degrees", at(0.2, 0, 3, 6, 9));
    }

    private static SliceHeader moved(SliceHeader s, List<Double> position) {
        return placed(s, s.orientation(), position);
    }

    private static SliceHeader turned(SliceHeader s, List<Double> cosines) {
        return placed(s, cosines, s.position());
    }

    private static SliceHeader placed(SliceHeader s, List<Double> cosines, List<Double> position) {
        return new SliceHeader(
                s.path(),
                s.frame(),
                s.sopInstanceUid(),
                s.patientId(),
                s.studyUid(),
                s.seriesUid(),
                s.frameOfReferenceUid(),
                s.rows(),
                s.columns(),
                cosines,
                position,
                s.rowSpacingMm(),
                s.columnSpacingMm(),
                s.pixels(),
                s.transform(),
                s.order(),
                s.studyDate(),
                s.seriesTime(),
                s.lossy());
    }

    private static void assertRefused(Reason reason, String message, List<SliceHeader> slices) {
        assertThatThrownBy(() -> StackCheck.stack(slices))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** Axial slices of 2 mm columns and 1 mm rows at these heights, each moved back by {@code shear} times its height. */
    private static List<SliceHeader> at(double shear, double... heights) {
        List<SliceHeader> slices = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            slices.add(new SliceHeader(
                    "file" + (heights.length - i),
                    0,
                    "sop" + i,
                    "P",
                    "study",
                    "series",
                    "frame",
                    4,
                    5,
                    List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0),
                    List.of(-10.0, -20.0 + shear * heights[i], heights[i]),
                    1,
                    2,
                    new PixelFormat(16, 12, 11, false),
                    ValueTransform.of(1, -1024, "HU"),
                    new SliceHeader.AcquisitionOrder("", "", ""),
                    "",
                    "",
                    false));
        }
        return slices;
    }
}
