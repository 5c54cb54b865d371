package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void refusesWhatIsNoVolume() {
        assertRefused(Reason.SINGLE_SLICE, "one slice", at(0, 4));
        assertRefused(Reason.MISSING_SLICE, "2 are missing: at 6.00, 9.00 mm", at(0, 0, 3, 12, 15, 18));
        assertRefused(Reason.UNEVEN_SPACING, "4.400 mm apart", at(0, 0, 3, 6, 10.4, 13.4));
        assertRefused(Reason.DUPLICATE_POSITION, "lie at 3.00 mm", at(0, 0, 3, 3, 6));
        assertRefused(Reason.GANTRY_TILT, "by 11.3 degrees", at(0.2, 0, 3, 6, 9));
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
