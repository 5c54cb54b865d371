package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** Which slices of a series make a scan. */
class SeriesScansTest {
    @Test
    void slicesOfOneGeometryAreOneScanInWhateverOrderTheyCome() throws IOException {
        List<SliceHeader> slices = headers(12, (k, slice) -> {});
        SeriesScans expected = SeriesScans.of(slices);
        assertThat(sizes(expected)).containsExactly(12);
        for (int seed = 0; seed < 5; seed++) {
            List<SliceHeader> shuffled = new ArrayList<>(slices);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(SeriesScans.of(shuffled)).isEqualTo(expected);
        }
    }

    @Test
    void anotherSizeOrientationSpacingOrFrameOfReferenceIsAnotherScan() throws IOException {
        List<BiConsumer<Integer, WritableAttributes>> others = List.of(
                (k, s) -> s.number(Tag.ROWS, 4).number(Tag.COLUMNS, 3),
                (k, s) -> s.decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 0, -1),
                (k, s) -> s.decimals(Tag.PIXEL_SPACING, 1, 1.9),
                (k, s) -> s.text(Tag.FRAME_OF_REFERENCE_UID, "1.2.3"));
        for (BiConsumer<Integer, WritableAttributes> other : others) {
            List<SliceHeader> slices = headers(22, (k, slice) -> {
                if (k % 2 == 0) {
                    other.accept(k, slice);
                }
            });
            assertThat(sizes(SeriesScans.of(slices))).containsExactly(11, 11);
            assertThat(SeriesScans.isOneGeometry(slices)).isFalse();
        }
    }

    @Test
    void cosinesThatDifferByRoundingAreOneOrientation() throws IOException {
        List<SliceHeader> slices =
                headers(12, (k, s) -> s.decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, k % 2 * 0.0009, 0, 0, 1, 0));
        assertThat(sizes(SeriesScans.of(slices))).containsExactly(12);
        List<SliceHeader> turned =
                headers(22, (k, s) -> s.decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, k % 2 * 0.0012, 0, 0, 1, 0));
        assertThat(sizes(SeriesScans.of(turned))).containsExactly(11, 11);
    }

    @Test
    void aFewSlicesOfAnotherKindBesideAScanAreStrays() throws IOException {
        SeriesScans scans = SeriesScans.of(headers(14, (k, slice) -> {
            if (k < 2) { // a localiser that does not say so
                slice.decimals(Tag.IMAGE_ORIENTATION_PATIENT, 0, 1, 0, 0, 0, -1);
            }
        }));
        assertThat(sizes(scans)).containsExactly(12);
        assertThat(scans.strays()).hasSize(2);
        assertThat(scans.strays())
                .allSatisfy(s -> assertThat(s.orientation().get(0)).isZero());
    }

    @Test
    void tenSlicesAreAScanBesideAnotherAndNineAreStrays() throws IOException {
        assertThat(sizes(SeriesScans.of(split(22, 10)))).containsExactlyInAnyOrder(10, 12);
        assertThat(sizes(SeriesScans.of(split(22, 9)))).containsExactly(13);
    }

    @Test
    void nothingButSmallGroupsStaysTogetherToBeRefused() throws IOException {
        List<SliceHeader> slices = split(8, 4);
        SeriesScans scans = SeriesScans.of(slices);
        assertThat(sizes(scans)).containsExactly(8);
        assertThat(scans.strays()).isEmpty();
        assertThat(SeriesScans.isOneGeometry(scans.scans().get(0))).isFalse();
    }

    @Test
    void aSmallSeriesOfOneGeometryIsAScan() throws IOException {
        assertThat(sizes(SeriesScans.of(headers(4, (k, s) -> {})))).containsExactly(4);
    }

    @Test
    void aFileThatRepeatsAnInstanceIsADuplicate() throws IOException {
        List<SliceHeader> slices = new ArrayList<>(headers(12, (k, s) -> {}));
        SliceHeader original = slices.get(5);
        slices.addAll(MadeCt.headers(MadeCt.slices(6)).subList(5, 6));
        SeriesScans scans = SeriesScans.of(slices);
        assertThat(sizes(scans)).containsExactly(12);
        assertThat(scans.duplicates())
                .extracting(SliceHeader::sopInstanceUid)
                .containsExactly(original.sopInstanceUid());
    }

    @Test
    void filesWithoutInstanceUidAreNoDuplicates() throws IOException {
        List<SliceHeader> slices = headers(12, (k, s) -> {});
        List<SliceHeader> nameless = new ArrayList<>();
        for (SliceHeader s : slices) {
            nameless.add(new SliceHeader(
                    s.path(),
                    0,
                    "",
                    "",
                    s.studyUid(),
                    s.seriesUid(),
                    "",
                    s.rows(),
                    s.columns(),
                    s.orientation(),
                    s.position(),
                    1,
                    2,
                    s.pixels(),
                    s.transform(),
                    s.order(),
                    "",
                    "",
                    false));
        }
        assertThat(SeriesScans.of(nameless).duplicates()).isEmpty();
    }

    @Test
    void phasesArePartedByAcquisitionNumber() throws IOException {
        assertPhases((k, s) -> s.text(Tag.ACQUISITION_NUMBER, k < 12 ? "2" : "10"));
    }

    @Test
    void phasesArePartedByTemporalPosition() throws IOException {
        assertPhases((k, s) ->
                s.text(Tag.ACQUISITION_NUMBER, "1").text(Tag.TEMPORAL_POSITION_IDENTIFIER, k < 12 ? "2" : "10"));
    }

    @Test
    void phasesArePartedByContentTime() throws IOException {
        assertPhases(
                (k, s) -> s.text(Tag.ACQUISITION_NUMBER, "1").text(Tag.CONTENT_TIME, k < 12 ? "101500" : "101530"));
    }

    @Test
    void contentTimesPartOnlyWhatTheyMakeCompleteEqualStacksOf() throws IOException {
        assertThat(sizes(SeriesScans.of(phases((k, s) -> s.text(Tag.CONTENT_TIME, "1015" + (10 + k))))))
                .as("a time a slice")
                .containsExactly(24);
        assertThat(sizes(SeriesScans.of(phases((k, s) -> s.text(Tag.CONTENT_TIME, k < 11 ? "101500" : "101530")))))
                .as("eleven and thirteen")
                .containsExactly(24);
    }

    @Test
    void anAcquisitionNumberASliceWithoutSharedPositionsPartsNothing() throws IOException {
        for (int lowest : new int[] {0, -500}) {
            List<SliceHeader> slices = headers(12, (k, s) -> s.text(Tag.ACQUISITION_NUMBER, "" + k)
                    .decimals(Tag.IMAGE_POSITION_PATIENT, -10, -20, lowest + 3 * k));
            assertThat(sizes(SeriesScans.of(slices))).containsExactly(12);
        }
    }

    @Test
    void positionsSharedForNoKnownReasonStayTogetherToBeRefused() throws IOException {
        SeriesScans scans = SeriesScans.of(phases((k, s) -> {}));
        assertThat(sizes(scans)).containsExactly(24);
        assertThatThrownBy(() -> StackCheck.stack(scans.scans().get(0)))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.DUPLICATE_POSITION));
    }

    @Test
    void phasesAmongTheFramesOfOneFileArePartedByTemporalPositionIndex() throws IOException {
        assertFramePhases(phase -> new WritableAttributes()
                .numbers(Tag.TEMPORAL_POSITION_INDEX.number(), "UL", new short[] {(short) phase, 0}));
    }

    @Test
    void phasesAmongTheFramesOfOneFileArePartedByFrameAcquisitionNumber() throws IOException {
        assertFramePhases(phase -> new WritableAttributes().number(Tag.FRAME_ACQUISITION_NUMBER, phase));
    }

    @Test
    void phasesAmongTheFramesOfOneFileArePartedByAcquisitionTime() throws IOException {
        assertFramePhases(phase ->
                new WritableAttributes().text(Tag.FRAME_ACQUISITION_DATE_TIME, "2008091810150" + phase + ".25"));
    }

    private static void assertFramePhases(IntFunction<WritableAttributes> content) throws IOException {
        List<WritableAttributes> frames = new ArrayList<>();
        for (int f = 0; f < 24; f++) { // phase after phase at each position
            frames.add(
                    MadeCt.frameAt(3 * (f / 2)).items(Tag.FRAME_CONTENT_SEQUENCE, List.of(content.apply(1 + f % 2))));
        }
        SeriesScans scans = SeriesScans.of(
                MadeCt.headers(List.of(MadeCt.enhanced(MadeCt.sharedGroups(), frames, new short[24 * 12]))));
        assertThat(sizes(scans)).containsExactly(12, 12);
        assertThat(scans.scans().get(0))
                .allSatisfy(s -> assertThat(s.frame() % 2).isZero());
        assertThat(scans.scans().get(1))
                .allSatisfy(s -> assertThat(s.frame() % 2).isOne());
    }

    private static void assertPhases(BiConsumer<Integer, WritableAttributes> mark) throws IOException {
        SeriesScans scans = SeriesScans.of(phases(mark));
        assertThat(sizes(scans)).containsExactly(12, 12);
        String first = Uid.of("slice 0");
        assertThat(scans.scans().get(0)).extracting(SliceHeader::sopInstanceUid).contains(first);
        for (List<SliceHeader> scan : scans.scans()) {
            assertThat(StackCheck.stack(scan).spacingMm()).isEqualTo(3);
        }
    }

    /** Twice the same twelve positions. */
    private static List<SliceHeader> phases(BiConsumer<Integer, WritableAttributes> mark) throws IOException {
        return headers(24, (k, slice) -> {
            slice.decimals(Tag.IMAGE_POSITION_PATIENT, -10, -20, 3 * (k % 12));
            mark.accept(k, slice);
        });
    }

    /** Slices of which some have another frame of reference. */
    private static List<SliceHeader> split(int count, int others) throws IOException {
        return headers(count, (k, slice) -> slice.text(Tag.FRAME_OF_REFERENCE_UID, k < others ? "1.2.3" : "1.2.4"));
    }

    private static List<SliceHeader> headers(int count, BiConsumer<Integer, WritableAttributes> change)
            throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(count);
        for (int k = 0; k < count; k++) {
            change.accept(k, slices.get(k));
        }
        return MadeCt.headers(slices);
    }

    private static List<Integer> sizes(SeriesScans scans) {
        return scans.scans().stream().map(List::size).toList();
    }
}
