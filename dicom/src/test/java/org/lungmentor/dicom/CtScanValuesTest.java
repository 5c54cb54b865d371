package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungmentor.dicom.Refusals.assertRefused;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

/** The values of a scan: what makes Hounsfield units of stored numbers, and what cannot. */
class CtScanValuesTest {
    @Test
    void everySliceIsRescaledByItsOwnSlope() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(3);
        for (int k = 0; k < 3; k++) {
            slices.get(k)
                    .decimals(Tag.RESCALE_SLOPE, k + 1)
                    .decimals(Tag.RESCALE_INTERCEPT, -1000 * k)
                    .text(Tag.RESCALE_TYPE, "HU");
        }
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.image()).isInstanceOf(ShortVolume.class);
        assertThat(MadeCt.slice(scan, 0)[5]).isEqualTo(5);
        assertThat(MadeCt.slice(scan, 1)[5]).isEqualTo(2 * 105 - 1000);
        assertThat(MadeCt.slice(scan, 2)[5]).isEqualTo(3 * 205 - 2000);
    }

    @Test
    void oneFractionalSlopeMakesTheVolumeFractional() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(3);
        slices.get(1).decimals(Tag.RESCALE_SLOPE, 0.5);
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.image()).isInstanceOf(FloatVolume.class);
        assertThat(MadeCt.slice(scan, 1)[1]).isEqualTo(101 * 0.5f - 1024);
        assertThat(MadeCt.slice(scan, 2)).isEqualTo(MadeCt.counting(200 - 1024));
    }

    @Test
    void valuesThatDoNotFitSixteenBitsBecomeFloats() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(3);
        short[] stored = new short[MadeCt.ROWS * MadeCt.COLUMNS];
        stored[7] = (short) 40_000;
        slices.get(1).pixels(stored);
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.image()).isInstanceOf(FloatVolume.class);
        assertThat(MadeCt.slice(scan, 1)[7]).isEqualTo(40_000 - 1024);
        assertThat(MadeCt.slice(scan, 2)).isEqualTo(MadeCt.counting(200 - 1024));
    }

    @Test
    void theLastValueThatFitsStaysWhole() throws IOException {
        for (int[] edge : new int[][] {{32_767, 1}, {32_768, 0}}) {
            List<WritableAttributes> slices = MadeCt.slices(2);
            short[] stored = new short[MadeCt.ROWS * MadeCt.COLUMNS];
            stored[0] = (short) edge[0];
            slices.forEach(s -> s.decimals(Tag.RESCALE_INTERCEPT, 0));
            slices.get(0).pixels(stored);
            CtScan scan = MadeCt.read(slices);
            assertThat(scan.image() instanceof ShortVolume).isEqualTo(edge[1] == 1);
            assertThat(scan.image().value(0)).isEqualTo(edge[0]);
        }
    }

    @Test
    void signedPixelsAndBitsAboveTheHighBitAreRead() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(2);
        short[] stored = new short[MadeCt.ROWS * MadeCt.COLUMNS];
        stored[0] = (short) 0xf800; // 12 bits: -2048, with an overlay's bits above
        stored[1] = (short) 0x07ff; // 2047
        stored[2] = (short) 0xafff; // -1, with other bits above
        for (WritableAttributes slice : slices) {
            slice.number(Tag.BITS_STORED, 12)
                    .number(Tag.HIGH_BIT, 11)
                    .number(Tag.PIXEL_REPRESENTATION, 1)
                    .decimals(Tag.RESCALE_INTERCEPT, 0)
                    .pixels(stored);
        }
        assertThat(Arrays.copyOf(MadeCt.slice(MadeCt.read(slices), 0), 3)).containsExactly(-2048, 2047, -1);
    }

    @Test
    void paddingBecomesAirAndIsCounted() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(3);
        slices.get(1).number(Tag.PIXEL_PADDING_VALUE, 104);
        slices.get(2).number(Tag.PIXEL_PADDING_VALUE, 203).number(Tag.PIXEL_PADDING_RANGE_LIMIT, 201);
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.paddedVoxels()).isEqualTo(1 + 3);
        float[] one = MadeCt.counting(100 - 1024);
        one[4] = -1024;
        assertThat(MadeCt.slice(scan, 1)).isEqualTo(one);
        float[] several = MadeCt.counting(200 - 1024);
        several[1] = several[2] = several[3] = -1024;
        assertThat(MadeCt.slice(scan, 2)).isEqualTo(several);
    }

    @Test
    void paddingOfAFractionalVolumeIsCountedToo() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(2);
        slices.forEach(s -> s.decimals(Tag.RESCALE_SLOPE, 0.25).number(Tag.PIXEL_PADDING_VALUE, 3));
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.image()).isInstanceOf(FloatVolume.class);
        assertThat(scan.paddedVoxels()).isEqualTo(1);
        assertThat(Arrays.copyOf(MadeCt.slice(scan, 0), 5)).containsExactly(-1024, -1023.75f, -1023.5f, -1024, -1023);
    }

    @Test
    void paddingBeyondTheStoredBitsIsSeenInTheAllocatedOnes() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(2);
        short[] stored = new short[MadeCt.ROWS * MadeCt.COLUMNS];
        stored[3] = -30_000; // in 16 bits; its lower 12 are -1328
        for (WritableAttributes slice : slices) {
            slice.number(Tag.BITS_STORED, 12)
                    .number(Tag.HIGH_BIT, 11)
                    .number(Tag.PIXEL_REPRESENTATION, 1)
                    .decimals(Tag.RESCALE_INTERCEPT, 0)
                    .number(Tag.PIXEL_PADDING_VALUE, -30_000)
                    .pixels(stored);
        }
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.paddedVoxels()).isEqualTo(2);
        assertThat(Arrays.copyOf(MadeCt.slice(scan, 1), 5)).containsExactly(0, 0, 0, -1024, 0);
    }

    @Test
    void unsignedPixelsOf32BitsStayPositive() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(2);
        short[] halves = new short[2 * MadeCt.ROWS * MadeCt.COLUMNS];
        halves[1] = (short) 0x8000; // 2^31
        slices.forEach(s -> s.number(Tag.BITS_ALLOCATED, 32)
                .number(Tag.BITS_STORED, 32)
                .number(Tag.HIGH_BIT, 31)
                .pixels(halves));
        assertThat(MadeCt.read(slices).image().value(0)).isEqualTo((float) 0x7ffffc00);
    }

    @Test
    void aSlopeThatNoCtHasIsRefused() {
        for (String slope : List.of("0", "1e300", "-1e10", "x", "")) {
            List<WritableAttributes> slices = MadeCt.slices(2);
            slices.get(1).text(Tag.RESCALE_SLOPE, slope);
            assertRefused(Reason.BAD_DICOM, "RESCALE_SLOPE", () -> MadeCt.read(slices));
        }
        List<WritableAttributes> slices = MadeCt.slices(2);
        slices.get(0).text(Tag.RESCALE_INTERCEPT, "1e30");
        assertRefused(Reason.BAD_DICOM, "RESCALE_INTERCEPT", () -> MadeCt.read(slices));
    }

    @Test
    void theLargestSlopeThatIsTakenDoesNotOverflow() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(2);
        slices.forEach(s -> s.text(Tag.RESCALE_SLOPE, "1073741824").text(Tag.RESCALE_INTERCEPT, "-1073741824"));
        CtScan scan = MadeCt.read(slices);
        assertThat(MadeCt.slice(scan, 1)[1]).isEqualTo(0x1p30f * 100);
        assertThat(MadeCt.slice(scan, 0)[0]).isEqualTo(-0x1p30f);
    }

    @Test
    void attributesWithoutUsableNumbersAreRefusedByName() {
        for (String spacing : List.of("0\\1", "1\\0", "-1\\1", "1\\-1", "1", "1\\1\\1", "a\\b", "")) {
            assertBad("PIXEL_SPACING", slice -> slice.text(Tag.PIXEL_SPACING, spacing));
        }
        assertBad("ImagePositionPatient", slice -> slice.text(Tag.IMAGE_POSITION_PATIENT, "1", "2"));
        assertBad("ImagePositionPatient", slice -> slice.text(Tag.IMAGE_POSITION_PATIENT, "1", "2", "3", "4"));
        List<WritableAttributes> five = MadeCt.slices(3);
        five.forEach(slice -> slice.decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1));
        assertRefused(Reason.BAD_DICOM, "ImageOrientationPatient", () -> MadeCt.read(five));
        assertBad("PIXEL_PADDING_VALUE", slice -> slice.bytes(Tag.PIXEL_PADDING_VALUE.number(), "US", new byte[0]));
        assertBad("PIXEL_PADDING_RANGE_LIMIT", slice -> slice.number(Tag.PIXEL_PADDING_VALUE, 1)
                .bytes(Tag.PIXEL_PADDING_RANGE_LIMIT.number(), "US", new byte[0]));
    }

    @Test
    void aFrameWithoutUsableRescaleIsRefused() {
        WritableAttributes broken = MadeCt.frameAt(0)
                .items(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        List.of(new WritableAttributes().text(Tag.RESCALE_SLOPE, "x")));
        WritableAttributes file =
                MadeCt.enhanced(MadeCt.sharedGroups(), List.of(broken, MadeCt.frameAt(3)), new short[24]);
        file.elements().remove(Tag.RESCALE_SLOPE.number());
        assertRefused(Reason.BAD_DICOM, "RESCALE_SLOPE", () -> MadeCt.read(List.of(file)));
    }

    private static void assertBad(String message, Consumer<WritableAttributes> change) {
        List<WritableAttributes> slices = MadeCt.slices(3);
        change.accept(slices.get(1));
        assertRefused(Reason.BAD_DICOM, message, () -> MadeCt.read(slices));
    }

    @Test
    void withoutRescaleStoredValuesAreTaken() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(2);
        for (WritableAttributes slice : slices) {
            for (Tag tag : List.of(Tag.RESCALE_SLOPE, Tag.RESCALE_INTERCEPT, Tag.RESCALE_TYPE)) {
                slice.elements().remove(tag.number());
            }
        }
        Map<String, byte[]> files = MadeCt.files(slices);
        SliceStack stack = StackCheck.stack(MadeCt.headers(slices));
        assertThat(MadeCt.slice(CtScan.read(stack, path -> MadeCt.open(files, path)), 1))
                .isEqualTo(MadeCt.counting(100));
    }

    @Test
    void valuesThatCannotBeHounsfieldUnitsAreRefused() {
        List<WritableAttributes> slices = MadeCt.slices(3);
        slices.forEach(s -> s.text(Tag.RESCALE_TYPE, "US").decimals(Tag.RESCALE_INTERCEPT, -199));
        assertRefused(Reason.NOT_HOUNSFIELD, "as low as -200", () -> MadeCt.read(slices));
    }

    @Test
    void valuesThatCanBeHounsfieldUnitsAreTakenWithoutSayingSo() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(3);
        slices.forEach(s -> s.text(Tag.RESCALE_TYPE, "").decimals(Tag.RESCALE_INTERCEPT, -200));
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.saysHounsfield()).isFalse();
        assertThat(MadeCt.read(MadeCt.slices(2)).saysHounsfield()).isTrue();
    }

    @Test
    void paddingAloneDoesNotMakeHounsfieldUnitsOfOtherValues() {
        List<WritableAttributes> slices = MadeCt.slices(3);
        slices.forEach(s ->
                s.text(Tag.RESCALE_TYPE, "").decimals(Tag.RESCALE_INTERCEPT, 0).number(Tag.PIXEL_PADDING_VALUE, 5));
        assertRefused(Reason.NOT_HOUNSFIELD, "as low as -200", () -> MadeCt.read(slices));
    }

    @Test
    void aModalityTableIsNoCts() {
        List<WritableAttributes> slices = MadeCt.slices(2);
        slices.get(1).items(Tag.MODALITY_LUT_SEQUENCE, List.of(new WritableAttributes()));
        assertRefused(Reason.NOT_HOUNSFIELD, "(0028,3000)", () -> MadeCt.read(slices));
    }
}
