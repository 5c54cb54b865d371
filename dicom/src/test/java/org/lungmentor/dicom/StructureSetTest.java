package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** What a structure set says: its references, its regions, their names. */
class StructureSetTest {
    @Test
    void referencesAreCollectedOnceFromWhereverTheyStand() throws IOException {
        WritableAttributes study = new WritableAttributes()
                .items(
                        Tag.RT_REFERENCED_SERIES_SEQUENCE,
                        List.of(
                                new WritableAttributes().text(Tag.SERIES_INSTANCE_UID, "1.2.1"),
                                new WritableAttributes().text(Tag.SERIES_INSTANCE_UID, "1.2.2"),
                                new WritableAttributes().text(Tag.SERIES_INSTANCE_UID, "1.2.1")));
        StructureSet set = read(file().items(
                        Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE,
                        List.of(new WritableAttributes()
                                .text(Tag.FRAME_OF_REFERENCE_UID, "1.3")
                                .items(Tag.RT_REFERENCED_STUDY_SEQUENCE, List.of(study))))
                .items(
                        Tag.STRUCTURE_SET_ROI_SEQUENCE,
                        List.of(roi(1, "a").text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID, "1.4"), roi(2, "b"))));
        assertThat(set.seriesUids()).containsExactly("1.2.1", "1.2.2");
        assertThat(set.frameOfReferenceUids()).containsExactly("1.3", "1.4");
        assertThat(set.sopInstanceUid()).isEqualTo("1.2.3");
        assertThat(set.patientId()).isEqualTo("P");
        assertThat(set.when()).isEqualTo("20080919 120000");
    }

    @Test
    void contoursBelongToTheRegionWithTheirNumber() throws IOException {
        StructureSet set = read(file().items(
                        Tag.STRUCTURE_SET_ROI_SEQUENCE,
                        List.of(roi(7, "first"), roi(3, "second"), roi(7, "again"), roi(5, "empty")))
                .items(
                        Tag.ROI_CONTOUR_SEQUENCE,
                        List.of(contours(3, "POINT"), contours(7, "a", "B"), contours(3, "C"))));
        assertThat(set.names()).containsExactly("first", "second", "empty");
        assertThat(types(set, 0)).containsExactly("A", "B");
        assertThat(types(set, 1)).containsExactly("POINT", "C");
        assertThat(types(set, 2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gtv[-_ ]?1, GTV-1, true",
        "gtv[-_ ]?1, ' gtv 1 ', true",
        "gtv[-_ ]?1, GTV1, true",
        "gtv[-_ ]?1, GTV-10, false",
        "gtv[-_ ]?1, xGTV-1, false",
        "gtv.*, GTV-10, true",
        "ÄRM, ärm, true"
    })
    void aWholeNameMatchesWithoutCase(String pattern, String name, boolean matches) throws IOException {
        assertThat(StructureSet.named(Pattern.compile(pattern)).test(name)).isEqualTo(matches);
    }

    @Test
    void severalRegionsMayMatch() throws IOException {
        StructureSet set = read(file().items(
                        Tag.STRUCTURE_SET_ROI_SEQUENCE, List.of(roi(1, "GTV-1"), roi(2, "Lung"), roi(3, "gtv-2"))));
        assertThat(set.select(Pattern.compile("gtv-.")))
                .extracting(StructureSet.Roi::name)
                .containsExactly("GTV-1", "gtv-2");
        assertThatThrownBy(() -> set.select(Pattern.compile("heart")))
                .hasMessageContaining("'heart'")
                .hasMessageContaining("GTV-1, Lung, gtv-2")
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROI_MISSING));
    }

    @Test
    void whatIsNoDicomIsNoStructureSet() {
        assertThatThrownBy(() -> StructureSet.read(new ByteArrayInputStream(new byte[200])))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_DICOM));
    }

    @ParameterizedTest
    @CsvSource({
        "3, '0\\0\\0\\1\\0\\0\\1\\1\\0', true",
        "-1, ' 0\\0 \\0\\1e0\\-0\\0\\1\\1\\0\u0000', true",
        "0, '0\\0\\0\\1\\0\\0\\1\\1\\0', true",
        "2, '0\\0\\0\\1\\0\\0\\1\\1\\0', true", // more than promised
        "4, '0\\0\\0\\1\\0\\0\\1\\1\\0', false", // fewer than promised
        "2, '0\\0\\0\\1\\0\\0', false",
        "-1, '0\\0\\0\\1\\0\\0\\1\\1', false",
        "-1, '0\\0\\0\\1\\0\\0\\1\\1\\0\\', false",
        "-1, '0\\0\\0\\1\\0\\0\\1\\\\0', false",
        "-1, '0\\0\\0\\1\\0\\0\\1\\1000001\\0', false",
        "-1, '0\\0\\0\\1\\0\\0\\1\\-1000000\\0', true",
        "-1, '', false"
    })
    void pointsAreThreeNumbersEach(int declared, String data, boolean usable) {
        assertThat(new Contour("CLOSED_PLANAR", declared, data.getBytes(StandardCharsets.US_ASCII))
                        .points()
                        .isPresent())
                .isEqualTo(usable);
    }

    @Test
    void pointsComeInTheirOrder() {
        double[] points = {1, 2, 3, -4.5, 5.25, 3, 7, -8, 3};
        Contour contour = Contour.closed(points);
        assertThat(contour.points()).hasValueSatisfying(p -> assertThat(p).containsExactly(points));
        assertThat(contour.declaredPoints()).isEqualTo(3);
        assertThat(contour.isClosed()).isTrue();
        assertThat(new Contour("CLOSEDPLANAR_XOR", 3, contour.data()).isClosed())
                .isTrue();
        assertThat(new Contour("OPEN_PLANAR", 3, contour.data()).isClosed()).isFalse();
    }

    private static List<String> types(StructureSet set, int roi) {
        return set.rois().get(roi).contours().stream().map(Contour::type).toList();
    }

    private static WritableAttributes roi(int number, String name) {
        return new WritableAttributes()
                .text(Tag.ROI_NUMBER, Integer.toString(number))
                .text(Tag.ROI_NAME, name);
    }

    private static WritableAttributes contours(int number, String... types) {
        return new WritableAttributes()
                .text(Tag.REFERENCED_ROI_NUMBER, Integer.toString(number))
                .items(
                        Tag.CONTOUR_SEQUENCE,
                        Arrays.stream(types)
                                .map(t -> new WritableAttributes().text(Tag.CONTOUR_GEOMETRIC_TYPE, t))
                                .toList());
    }

    private static WritableAttributes file() {
        return new WritableAttributes()
                .text(Tag.SOP_CLASS_UID, Uid.RT_STRUCTURE_SET)
                .text(Tag.SOP_INSTANCE_UID, "1.2.3")
                .text(Tag.PATIENT_ID, "P")
                .text(Tag.STRUCTURE_SET_DATE, "20080919")
                .text(Tag.STRUCTURE_SET_TIME, "120000");
    }

    private static StructureSet read(WritableAttributes file) throws IOException {
        return StructureSet.read(new ByteArrayInputStream(MadeCt.bytes(file)));
    }
}
