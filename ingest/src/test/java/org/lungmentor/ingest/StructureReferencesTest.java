package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.dicom.ValueTransform;
import org.lungmentor.dicom.codec.PixelFormat;
import org.lungmentor.imaging.Reason;

/** Which scan a structure set belongs to: the first rows of the acceptance table. */
class StructureReferencesTest {
    @Test
    void aStructureSetBelongsToTheSeriesThatItNames() {
        PatientPlan plan = plan(ct("one"), ct("two"), set("s", "1", List.of("two"), List.of("frame")));
        assertThat(structures(plan, "two")).containsExactly("s.dcm");
        assertThat(structures(plan, "one")).isEmpty();
        assertThat(plan.unresolved()).isEmpty();
    }

    @Test
    void oneThatNamesNoneBelongsToTheOnlyCtOfItsFrame() {
        PatientPlan plan = plan(ct("one"), set("s", "1", List.of(), List.of("frame")));
        assertThat(structures(plan, "one")).containsExactly("s.dcm");
    }

    @Test
    void oneThatNamesNoneIsNotGuessedWhereSeveralShareItsFrame() {
        PatientPlan plan = plan(
                ct("one"),
                ct("two"),
                set("own1", "1", List.of("one"), List.of("frame")),
                set("own2", "1", List.of("two"), List.of("frame")),
                set("s", "2", List.of(), List.of("frame")));
        assertThat(plan.unresolved())
                .containsEntry("s", Reason.REFERENCE_MISSING)
                .hasSize(1);
    }

    @Test
    void oneOfAnUnknownSeriesIsNobodys() {
        PatientPlan plan = plan(
                ct("one"),
                set("own", "1", List.of("one"), List.of("frame")),
                set("s", "2", List.of("elsewhere"), List.of("frame")));
        assertThat(structures(plan, "one")).containsExactly("own.dcm");
        assertThat(plan.unresolved()).containsEntry("s", Reason.WRONG_REFERENCE).hasSize(1);
    }

    @Test
    void oneOfASkippedSeriesIsSkippedWithIt() {
        PatientPlan plan = plan(
                ct("one"),
                set("own", "1", List.of("one"), List.of("frame")),
                new SurveyedFile.SkippedFile("pet.dcm", "P", "pet", Reason.NOT_CT),
                set("s", "2", List.of("pet"), List.of("frame")));
        assertThat(plan.skipped()).containsEntry("pet", Reason.NOT_CT).containsEntry("s", Reason.NOT_CT);
        assertThat(plan.unresolved()).isEmpty();
    }

    @Test
    void theNewestOfSeveralIsTakenThenTheHighestUid() {
        PatientPlan plan = plan(
                ct("one"),
                set("9", "20080918 101500", List.of("one"), List.of()),
                set("1", "20080919 090000", List.of("one"), List.of()),
                set("2", "20080919 090000", List.of("one"), List.of()));
        assertThat(structures(plan, "one")).containsExactly("2.dcm");
        assertThat(plan.scans().get(0).inputs().get(PlannedScan.OLDER_STRUCTURES))
                .containsExactly("1.dcm", "9.dcm");
        assertThat(plan.scans().get(0).rois()).containsExactly("GTV-1 of 2");
    }

    @Test
    void oneOfASeriesWithTwoPhasesBelongsToThePhaseThatItWasDrawnOn() {
        SurveyedFile second = set("s", "1", List.of("ct"), Set.of("ct.2.4"), List.of("frame"));
        PatientPlan plan = plan(phase("ct", "1"), phase("ct", "2"), second);
        assertThat(structures(plan, "ct/ct.1.0")).isEmpty();
        assertThat(structures(plan, "ct/ct.2.0")).containsExactly("s.dcm");
    }

    @Test
    void oneThatDoesNotSayOnWhichPhaseItWasDrawnBelongsToBoth() {
        for (Set<String> images : List.of(Set.<String>of(), Set.of("elsewhere"), Set.of("ct.1.0", "ct.2.0"))) {
            PatientPlan plan =
                    plan(phase("ct", "1"), phase("ct", "2"), set("s", "1", List.of("ct"), images, List.of("frame")));
            assertThat(structures(plan, "ct/ct.1.0")).containsExactly("s.dcm");
            assertThat(structures(plan, "ct/ct.2.0")).containsExactly("s.dcm");
        }
    }

    private static PatientPlan plan(Object... files) {
        List<SurveyedFile> all = new ArrayList<>();
        for (Object file : files) {
            if (file instanceof SurveyedFile one) {
                all.add(one);
            } else {
                ((List<?>) file).forEach(f -> all.add((SurveyedFile) f));
            }
        }
        return PatientPlan.of("P", all, PatientPlan.Annotation.STRUCTURES, LengthRule.NONE);
    }

    private static List<String> structures(PatientPlan plan, String series) {
        return plan.scans().stream()
                .filter(s -> s.key().equals(series))
                .findAny()
                .orElseThrow()
                .inputs()
                .getOrDefault(PlannedScan.STRUCTURES, List.of());
    }

    private static SurveyedFile set(String uid, String when, List<String> series, List<String> frames) {
        return set(uid, when, series, Set.of(), frames);
    }

    private static SurveyedFile set(
            String uid, String when, List<String> series, Set<String> images, List<String> frames) {
        return new SurveyedFile.StructureFile(
                uid + ".dcm", "P", uid, when, series, images, frames, List.of("GTV-1 of " + uid));
    }

    private static List<SurveyedFile> ct(String series) {
        return slices(series, "", series);
    }

    private static List<SurveyedFile> phase(String series, String acquisition) {
        return slices(series, acquisition, series + "." + acquisition);
    }

    private static List<SurveyedFile> slices(String series, String acquisition, String uids) {
        List<SurveyedFile> files = new ArrayList<>();
        for (int k = 0; k < 10; k++) {
            String uid = uids + "." + k;
            SliceHeader slice = new SliceHeader(
                    uid,
                    0,
                    uid,
                    "P",
                    "study",
                    series,
                    "frame",
                    4,
                    5,
                    List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0),
                    List.of(0.0, 0.0, 3.0 * k),
                    1,
                    1,
                    new PixelFormat(16, 12, 11, false),
                    ValueTransform.of(1, -1024, "HU"),
                    new SliceHeader.AcquisitionOrder(acquisition, "", ""),
                    "20080918",
                    "",
                    false);
            files.add(new SurveyedFile.CtFile(uid, "P", "study/" + series, List.of(slice)));
        }
        return files;
    }
}
