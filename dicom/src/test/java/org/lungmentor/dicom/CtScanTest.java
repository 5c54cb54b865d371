package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lungmentor.dicom.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

/** A series of files as one volume: which slices, where they lie, what is left out. */
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
    void seriesTurnedAboutAllAxesKeepTheirPlace() throws IOException {
        double[] row = {2 / 3.0, 2 / 3.0, 1 / 3.0};
        double[] column = {-2 / 3.0, 1 / 3.0, 2 / 3.0};
        double[] normal = {1 / 3.0, -2 / 3.0, 2 / 3.0}; // row x column
        List<WritableAttributes> slices = MadeCt.slices(3);
        for (int k = 0; k < 3; k++) {
            slices.get(k)
                    .decimals(Tag.IMAGE_ORIENTATION_PATIENT, row[0], row[1], row[2], column[0], column[1], column[2])
                    .decimals(
                            Tag.IMAGE_POSITION_PATIENT,
                            5 + 3 * k * normal[0],
                            7 + 3 * k * normal[1],
                            9 + 3 * k * normal[2]);
        }
        CtScan scan = MadeCt.read(slices);
        assertThat(scan.stack().spacingMm()).isCloseTo(3, within(1e-9));
        // 3 columns of 2 mm, 2 rows of 1 mm, 1 slice of 3 mm from the first position; x and y negated
        double[] world = scan.image().grid().affine().apply(3, 2, 1);
        for (int axis = 0; axis < 3; axis++) {
            double lps = 5 + 2 * axis + 6 * row[axis] + 2 * column[axis] + 3 * normal[axis];
            assertThat(world[axis]).isCloseTo(axis < 2 ? -lps : lps, within(1e-9));
        }
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
            CtScan numbered =
                    CtScan.read(List.copyOf(files.keySet()), phase, path -> MadeCt.open(files, path), stack -> {});
            for (int k = 0; k < 12; k++) {
                assertThat(MadeCt.slice(scan, k)[0]).isEqualTo(2 * k + phase - 1024);
                assertThat(MadeCt.slice(numbered, k)).isEqualTo(MadeCt.slice(scan, k));
            }
        }
        assertRefused(
                Reason.STRAY_SLICES,
                "none of these",
                () -> CtScan.read(List.copyOf(files.keySet()), 2, path -> MadeCt.open(files, path), stack -> {}));
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
}
