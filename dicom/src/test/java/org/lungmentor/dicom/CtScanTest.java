package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

/** A series of files as one volume of Hounsfield units. */
class CtScanTest {
    @Test
    void slicesLieByPositionWhateverTheFilesAreCalled() throws IOException {
        CtScan scan = MadeCt.read(MadeCt.slices(4));
        assertThat(scan.image()).isInstanceOf(ShortVolume.class);
        assertThat(scan.image().grid().shape()).containsExactly(MadeCt.COLUMNS, MadeCt.ROWS, 4);
        for (int k = 0; k < 4; k++) {
            assertThat(MadeCt.slice(scan, k)).isEqualTo(MadeCt.counting(100 * k - 1024));
        }
        // LPS (-10, -20, 0) is RAS (10, 20, 0); columns are 2 mm apart, rows 1 mm
        assertThat(scan.image().grid().affine().rows()).containsExactly(-2, 0, 0, 10, 0, -1, 0, 20, 0, 0, 3, 0);
        assertThat(scan.paddedVoxels()).isZero();
        assertThat(scan.repeatedSlices()).isZero();
    }

    @Test
    void obliqueSeriesKeepTheirPlace() throws IOException {
        double c = 0.8;
        double s = 0.6; // turned about the patient's x axis
        List<WritableAttributes> slices = MadeCt.slices(3);
        for (int k = 0; k < 3; k++) {
            slices.get(k)
                    .decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, c, s)
                    .decimals(Tag.IMAGE_POSITION_PATIENT, -10, -20 - 3 * k * s, 3 * k * c);
        }
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.stack().spacingMm()).isCloseTo(3, within(1e-9));
        // third slice, second row, fourth column: position + 3 columns of 2 mm + 1 row of 1 mm, x and y negated
        double[] world = scan.image().grid().affine().apply(3, 1, 2);
        assertThat(world).containsExactly(new double[] {4, 20 + 6 * s - c, 6 * c + s}, within(1e-9));
        assertThat(MadeCt.slice(scan, 2)).isEqualTo(MadeCt.counting(200 - 1024));
    }

    @Test
    void aSeriesWhoseNormalPointsDownComesOutDownwards() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(3);
        slices.forEach(s -> s.decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, -1, 0));
        CtScan scan = MadeCt.read(slices);
        assertThat(MadeCt.slice(scan, 0)).isEqualTo(MadeCt.counting(200 - 1024));
        assertThat(scan.image().grid().affine().apply(0, 0, 0)).containsExactly(10, 20, 6);
        assertThat(scan.image().grid().affine().apply(0, 0, 2)).containsExactly(10, 20, 0);
    }

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
        stored[3] = (short) 0xf830; // -2000 in 16 bits; 12 bits of it would be 2096
        for (WritableAttributes slice : slices) {
            slice.number(Tag.BITS_STORED, 12)
                    .number(Tag.HIGH_BIT, 11)
                    .number(Tag.PIXEL_REPRESENTATION, 1)
                    .decimals(Tag.RESCALE_INTERCEPT, 0)
                    .number(Tag.PIXEL_PADDING_VALUE, -2000)
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
    void aRepeatedFileWithEqualPixelsIsLeftOutAndCounted() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(4);
        slices.add(MadeCt.slices(3).get(2));
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.repeatedSlices()).isEqualTo(1);
        assertThat(scan.image().grid().shape()).containsExactly(MadeCt.COLUMNS, MadeCt.ROWS, 4);
        assertThat(MadeCt.slice(scan, 2)).isEqualTo(MadeCt.counting(200 - 1024));
    }

    @Test
    void aRepeatedFileWithOtherPixelsSizeOrPlaceIsRefused() {
        List<WritableAttributes> others = List.of(
                MadeCt.slice("slice 2", 6, 201),
                MadeCt.slice("slice 2", 36, 200),
                MadeCt.slice("slice 2", 6, 200).number(Tag.ROWS, 2).number(Tag.COLUMNS, 6));
        for (WritableAttributes other : others) {
            List<WritableAttributes> slices = MadeCt.slices(12);
            slices.add(0, other); // the last of the files by name
            assertRefused(Reason.DUPLICATE_POSITION, "one SOP instance UID", () -> MadeCt.read(slices));
        }
    }

    @Test
    void slicesOfSeveralKindsAreRefusedWhereNoneIsAScan() {
        List<WritableAttributes> slices = MadeCt.slices(4);
        slices.get(0).text(Tag.FRAME_OF_REFERENCE_UID, "1.2.3");
        assertRefused(Reason.STRAY_SLICES, "several sizes", () -> MadeCt.read(slices));
    }

    @Test
    void strayFilesBesideAScanAreNotRead() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(12);
        slices.get(0).text(Tag.FRAME_OF_REFERENCE_UID, "1.2.3");
        assertThat(MadeCt.read(slices).image().grid().nz()).isEqualTo(11);
    }

    @Test
    void severalScansAtOnceAreRefusedAsWhatTheyAre() {
        List<WritableAttributes> slices = MadeCt.slices(24);
        for (int k = 0; k < 24; k++) {
            slices.get(k)
                    .decimals(Tag.IMAGE_POSITION_PATIENT, -10, -20, 3 * (k % 12))
                    .text(Tag.ACQUISITION_NUMBER, k < 12 ? "1" : "2");
        }
        assertRefused(Reason.STRAY_SLICES, "2 scans", () -> MadeCt.read(slices));
    }

    @Test
    void anEnhancedCtIsReadByItsFunctionalGroups() throws IOException {
        List<WritableAttributes> frames = new ArrayList<>();
        short[] stored = new short[3 * 12];
        double[] z = {6, 0, 3}; // frames in no order
        for (int f = 0; f < 3; f++) {
            Arrays.fill(stored, 12 * f, 12 * f + 12, (short) (10 * f));
            frames.add(MadeCt.frameAt(z[f])
                    .items(
                            Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                            List.of(new WritableAttributes()
                                    .decimals(Tag.RESCALE_SLOPE, f + 1)
                                    .decimals(Tag.RESCALE_INTERCEPT, -500)
                                    .text(Tag.RESCALE_TYPE, "HU"))));
        }
        CtScan scan = MadeCt.read(List.of(MadeCt.enhanced(MadeCt.sharedGroups(), frames, stored)));
        assertThat(scan.image().grid().affine().rows()).containsExactly(-2, 0, 0, 10, 0, -1, 0, 20, 0, 0, 3, 0);
        assertThat(new float[] {MadeCt.slice(scan, 0)[0], MadeCt.slice(scan, 1)[0], MadeCt.slice(scan, 2)[0]})
                .containsExactly(10 * 2 - 500, 20 * 3 - 500, -500);
    }

    @Test
    void aPhaseOfAnEnhancedCtIsReadByItsStack() throws IOException {
        List<WritableAttributes> frames = new ArrayList<>();
        short[] stored = new short[24 * 12];
        for (int f = 0; f < 24; f++) {
            stored[12 * f] = (short) f;
            frames.add(MadeCt.frameAt(3 * (f / 2))
                    .items(
                            Tag.FRAME_CONTENT_SEQUENCE,
                            List.of(new WritableAttributes().number(Tag.FRAME_ACQUISITION_NUMBER, 1 + f % 2))));
        }
        List<WritableAttributes> file = List.of(MadeCt.enhanced(MadeCt.sharedGroups(), frames, stored));
        Map<String, byte[]> files = MadeCt.files(file);
        List<List<SliceHeader>> phases = SeriesScans.of(MadeCt.headers(file)).scans();
        assertThat(phases).hasSize(2);
        for (int phase = 0; phase < 2; phase++) {
            CtScan scan = CtScan.read(StackCheck.stack(phases.get(phase)), path -> MadeCt.open(files, path));
            for (int k = 0; k < 12; k++) {
                assertThat(MadeCt.slice(scan, k)[0]).isEqualTo(2 * k + phase - 1024);
            }
        }
    }

    @Test
    void anEnhancedCtWhoseFramesHaveNoGroupsIsRefused() {
        List<WritableAttributes> frames = List.of(MadeCt.frameAt(0), MadeCt.frameAt(3));
        WritableAttributes three =
                MadeCt.enhanced(MadeCt.sharedGroups(), frames, new short[36]).text(Tag.NUMBER_OF_FRAMES, "3");
        assertRefused(Reason.BAD_DICOM, "NUMBER_OF_FRAMES", () -> MadeCt.read(List.of(three)));
        WritableAttributes nowhere = MadeCt.enhanced(
                MadeCt.sharedGroups(), List.of(MadeCt.frameAt(0), new WritableAttributes()), new short[24]);
        assertRefused(Reason.BAD_DICOM, "ImagePositionPatient", () -> MadeCt.read(List.of(nowhere)));
        WritableAttributes shapeless =
                MadeCt.enhanced(new WritableAttributes().text(Tag.CONTENT_TIME, "1"), frames, new short[24]);
        assertRefused(Reason.BAD_DICOM, "PIXEL_SPACING", () -> MadeCt.read(List.of(shapeless)));
    }

    @Test
    void aRepeatedEnhancedFileIsLeftOut() throws IOException {
        List<WritableAttributes> frames = List.of(MadeCt.frameAt(0), MadeCt.frameAt(3), MadeCt.frameAt(6));
        WritableAttributes file = MadeCt.enhanced(MadeCt.sharedGroups(), frames, new short[36]);
        CtScan scan = MadeCt.read(List.of(file, file));
        assertThat(scan.repeatedSlices()).isEqualTo(3);
        assertThat(scan.image().grid().nz()).isEqualTo(3);
        short[] other = new short[36];
        other[30] = 1;
        WritableAttributes changed = MadeCt.enhanced(MadeCt.sharedGroups(), frames, other);
        assertRefused(Reason.DUPLICATE_POSITION, "different pixels", () -> MadeCt.read(List.of(file, changed)));
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

    @Test
    void theStackIsCheckedBeforeAnyPixelIsRead() throws IOException {
        Map<String, byte[]> files = MadeCt.files(MadeCt.slices(3));
        Map<String, Integer> opened = new HashMap<>();
        assertThatThrownBy(() -> CtScan.read(
                        List.copyOf(files.keySet()),
                        path -> {
                            opened.merge(path, 1, Integer::sum);
                            return MadeCt.open(files, path);
                        },
                        stack -> {
                            assertThat(stack.lengthMm()).isEqualTo(9);
                            throw new CaseRefused(Reason.TOO_SHORT, "Too short.");
                        }))
                .hasMessage("Too short.");
        assertThat(opened.values()).containsOnly(1);
    }

    @Test
    void aFileThatWentAwayIsRefused() {
        assertRefused(
                Reason.BAD_DICOM,
                "no DICOM file any more",
                () -> CtScan.read(List.of("a"), path -> new ByteArrayInputStream(new byte[0])));
    }

    private static void assertRefused(Reason reason, String message, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
