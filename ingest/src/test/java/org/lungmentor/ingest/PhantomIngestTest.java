package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.Uid;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.imaging.Segbox;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.Ledger;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.Storage;

class PhantomIngestTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(3, 48, 24, 6.0, 7.0);

    @TempDir
    private Path folder;

    @Test
    void structureSetsBecomeTheTruthThatThePhantomHas() throws IOException {
        List<String> names = PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 3);
        Ingested out = radiomics();
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(out.summary().done()).isEqualTo(3);
        assertThat(out.summary().skipped()).isEqualTo(1); // the PET series
        for (String name : names) {
            Phantom phantom = Phantom.of(SETTINGS, name, name.endsWith("2") ? 2 : 1);
            Volume image = out.volume("Images", name);
            assertThat(((ShortVolume) image).values()).isEqualTo(phantom.image().values());
            assertThat(image.grid().affine().rows())
                    .containsExactly(phantom.image().grid().affine().rows());
            assertThat(out.volume("Labels", name).threshold().values())
                    .isEqualTo(phantom.truth().values());
            assertThat(out.volume("Boxes", name).threshold().values())
                    .isEqualTo(Segbox.of(phantom.truth()).values());
            LedgerRow row = out.row(name);
            assertThat(row.figures().get("tumourVoxels"))
                    .isEqualTo(phantom.truth().countNonZero());
            assertThat(row.patient()).isEqualTo(name);
        }
        assertThat(Dataset.open(Storage.standard(), out.dataset().toString())
                        .info()
                        .supervision()
                        .name())
                .isEqualTo("STRONG");
    }

    @Test
    void boxesBecomeRectanglesAroundEachTumour() throws IOException {
        List<String> names = PhantomCollections.lungDx(folder.resolve("in"), SETTINGS, 3);
        Ingested out = lungDx(LengthRule.CHEST);
        assertThat(out.summary().done()).isEqualTo(3);
        assertThat(out.summary().skipped()).isEqualTo(2); // the PET series, and its annotations
        assertThat(out.summary().refusedByReason()).containsExactly(Map.entry("too-short", 1));
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        Phantom phantom = Phantom.of(SETTINGS, "Lung_Dx-A0001", 1);
        assertThat(out.volume("Boxes", "A0001_scan1").threshold().values())
                .isEqualTo(Segbox.of(phantom.truth()).values());
        assertThat(names).contains("A0001_scan1");
        assertThat(out.row("A0001_scan1").notes()).containsEntry("tumourType", "A");
        assertThat(out.row("A0001_annotations").reason()).isEqualTo("annotation-elsewhere");
    }

    @Test
    void aScanThatIsTooLongIsRefused() throws IOException {
        PhantomCollections.lungDx(folder.resolve("in"), SETTINGS, 1);
        Ingested out = lungDx(LengthRule.parse("40..100"));
        assertThat(out.row("A0001_scan2").reason()).isEqualTo("too-long");
        assertThat(out.row("A0001_scan2").message()).contains("168.0 mm").contains("--length-mm");
    }

    @Test
    void aFolderOfPetAloneIsSaidToHoldNoCt() throws IOException {
        Path in = folder.resolve("in");
        PhantomSeries pet = PhantomSeries.of("LUNG1-001", "PET");
        pet.write(pet.petSlices(SETTINGS), in);
        List<String> remarks = new ArrayList<>();
        Ingested out = radiomics(Optional.empty(), remarks::add);
        assertThat(out.summary().skipped()).isEqualTo(1);
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(remarks)
                .singleElement()
                .asString()
                .contains("no CT scan in " + in)
                .contains("inspect");
    }

    @Test
    void onlyCasesThatAreNamedAreDoneAndJudged() throws IOException {
        List<String> names = PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 3);
        Ingested out = radiomics(Optional.of(Set.of(names.get(1))));
        assertThat(out.rows()).containsOnlyKeys(names.get(1)); // no row of the PET series either
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void aNamedCaseThatIsNotThereIsNotDroppedSilently() throws IOException {
        PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 1);
        assertThatThrownBy(() -> radiomics(Optional.of(Set.of("LUNG1-404"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has no case LUNG1-404")
                .hasMessageContaining("--cases");
    }

    @Test
    void aSecondRunDoesNothingAndChangesNothing() throws IOException {
        PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 2);
        Map<String, byte[]> first = outputs(radiomics().dataset());
        Ingested again = radiomics();
        assertThat(again.summary().unchanged()).isEqualTo(2); // the PET series is no case
        assertThat(outputs(again.dataset())).containsExactlyEntriesOf(first);
    }

    @Test
    void scansKeepTheirNumbersWhenAnEarlierOneIsAdded() throws IOException {
        Path in = folder.resolve("in");
        PhantomSeries late = PhantomSeries.of("LUNG1-009", "zzz");
        write(late, in.resolve("late"));
        assertThat(radiomicsWithoutLabels().rows()).containsOnlyKeys("LUNG1-009");
        String lateSeries = late.seriesUid();
        write(PhantomSeries.of("LUNG1-009", "a"), in.resolve("early"));
        Ingested out = radiomicsWithoutLabels();
        assertThat(out.rows()).containsOnlyKeys("LUNG1-009", "LUNG1-009_scan2");
        assertThat(out.dataset()).exists();
        ScanNames names =
                new ScanNames(new Ledger(Storage.standard(), out.dataset().toString()), false, Pseudonyms.NONE);
        PlannedScan scan = PlannedScan.of(lateSeries, "", "");
        assertThat(names.of("LUNG1-009", List.of(scan))).containsEntry(lateSeries, "LUNG1-009");
    }

    @Test
    void eachRegionCanBeACaseOfItsOwn() throws IOException {
        PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 2);
        Path out = folder.resolve("each");
        RadiomicsProcessor each = new RadiomicsProcessor("gtv-1|spinal.*", true, CaseOutputs.STANDARD, Pseudonyms.NONE);
        Ingested cases = new Ingested(
                out,
                DicomIngest.radiomics(folder.resolve("in").toString(), out.toString(), "x", each, Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
        assertThat(cases.summary().done()).isEqualTo(4);
        Phantom phantom = Phantom.of(SETTINGS, "LUNG1-001", 1);
        assertThat(cases.volume("Labels", "LUNG1-001_GTV-1").threshold().values())
                .isEqualTo(phantom.truth().values());
        long cord = Ingested.nonZero(cases.volume("Labels", "LUNG1-001_Spinal-Cord"));
        assertThat(cases.row("LUNG1-001_Spinal-Cord").patient()).isEqualTo("LUNG1-001");
        Path joined = folder.resolve("joined");
        RadiomicsProcessor union = RadiomicsProcessor.of("gtv-1|spinal.*");
        Ingested one = new Ingested(
                joined,
                DicomIngest.radiomics(folder.resolve("in").toString(), joined.toString(), "x", union, Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
        assertThat(Ingested.nonZero(one.volume("Labels", "LUNG1-001")))
                .isEqualTo(cord + phantom.truth().countNonZero());
    }

    @Test
    void aKeyHidesPatientsAndUids() throws IOException {
        PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 2);
        Pseudonyms key = Pseudonyms.of(new ByteArrayInputStream("0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
        Path out = folder.resolve("keyed");
        RadiomicsProcessor keyed =
                new RadiomicsProcessor(RadiomicsProcessor.DEFAULT_ROI, false, CaseOutputs.STANDARD, key);
        Ingested ingested = new Ingested(
                out,
                DicomIngest.radiomics(folder.resolve("in").toString(), out.toString(), "x", keyed, Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
        assertThat(ingested.summary().done()).isEqualTo(2);
        String name = key.patient("LUNG1-001");
        assertThat(name).matches("P-[0-9a-f]{16}").isNotEqualTo(key.patient("LUNG1-002"));
        assertThat(ingested.row(name).group()).isEqualTo(name);
        assertThat(ingested.row(name).notes().get("seriesUid")).matches("[0-9a-f]{32}");
        String uids = Uid.of("x").substring(0, 10);
        everything(out).forEach((file, bytes) -> assertThat(file + new String(bytes, StandardCharsets.ISO_8859_1))
                .as(file)
                .doesNotContain("LUNG1")
                .doesNotContain(uids));
    }

    @Test
    void theDayOfAStudyIsKeptAndItsDateIsNot() throws IOException {
        PhantomSeries first = PhantomSeries.of("LUNG1-009", "a");
        write(first, folder.resolve("in/a"));
        PhantomSeries second = PhantomSeries.of("LUNG1-009", "b");
        List<org.lungmentor.dicom.WritableAttributes> slices = second.slices(Phantom.of(SETTINGS, "LUNG1-009", 1));
        slices.forEach(s -> s.text(org.lungmentor.dicom.Tag.STUDY_DATE, "20081001")
                .text(org.lungmentor.dicom.Tag.STUDY_INSTANCE_UID, Uid.of("later study")));
        second.write(slices, folder.resolve("in/b"));
        Ingested out = radiomicsWithoutLabels();
        Map<String, LedgerRow> planned =
                new Ledger(Storage.standard(), out.dataset().toString()).newest(ScanNames.STEP);
        assertThat(planned).hasSize(2);
        planned.forEach((name, row) ->
                assertThat(row.figures()).containsEntry("studyDay", name.endsWith("_scan2") ? 13.0 : 0.0));
        everything(out.dataset()).forEach((file, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(file)
                .doesNotContain("20081001")
                .doesNotContain("20080918"));
    }

    @Test
    void patientsWhoShareSlicesAreOneGroup() throws IOException {
        Path in = folder.resolve("in");
        PhantomCollections.lungDx(in, SETTINGS, 3);
        // the same slices once more under another patient's ID
        PhantomSeries twin = PhantomSeries.of("Lung_Dx-E0003", "1");
        List<org.lungmentor.dicom.WritableAttributes> slices = twin.slices(Phantom.of(SETTINGS, "Lung_Dx-E0003", 1));
        slices.forEach(s -> s.text(org.lungmentor.dicom.Tag.PATIENT_ID, "Lung_Dx-Z0009"));
        twin.write(slices, in.resolve("twin"));
        List<String> remarks = new ArrayList<>();
        Ingested out = lungDx(LengthRule.CHEST, remarks::add);
        assertThat(remarks)
                .anySatisfy(r -> assertThat(r).contains("Patients E0003, Z0009 share slices"))
                .anySatisfy(r -> assertThat(r).contains("by patient: A0001 ("));
        assertThat(out.row("Z0009_scan1").group()).isEqualTo("E0003");
        assertThat(out.row("E0003_scan1").group()).isEqualTo("E0003");
        assertThat(out.row("A0001_scan1").group()).isEqualTo("A0001");
        assertThat(out.row("Z0009_scan1").reason()).isEqualTo("no-annotation");
    }

    @Test
    void nothingThatNamesAPersonComesOut() throws IOException {
        PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 2);
        PhantomCollections.lungDx(folder.resolve("in"), SETTINGS, 2);
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream listening = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(listening);
        System.setErr(listening);
        try {
            assertThat(radiomics().summary().problems().toString()).doesNotContainIgnoringCase(PhantomSeries.CANARY);
            assertThat(lungDx(LengthRule.CHEST).summary().problems().toString())
                    .doesNotContainIgnoringCase(PhantomSeries.CANARY);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.ISO_8859_1)).doesNotContainIgnoringCase(PhantomSeries.CANARY);
        Map<String, byte[]> all = everything(folder.resolve("out"));
        all.putAll(everything(folder.resolve("dx")));
        assertThat(all.keySet().stream().filter(k -> k.contains("ledger/"))).isNotEmpty();
        all.forEach((name, bytes) -> {
            String text = name + new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(text.toLowerCase(java.util.Locale.ROOT))
                    .as(name)
                    .doesNotContain("canary")
                    .doesNotContain("19470131")
                    .doesNotContain(folder.toString().toLowerCase(java.util.Locale.ROOT));
        });
    }

    private void write(PhantomSeries series, Path to) throws IOException {
        series.write(series.slices(Phantom.of(SETTINGS, series.patient(), 1)), to);
    }

    private Ingested radiomicsWithoutLabels() throws IOException {
        Ingested out = radiomics();
        assertThat(out.summary().refusedByReason()).containsOnlyKeys("no-structure-set");
        return out;
    }

    private Ingested radiomics() throws IOException {
        return radiomics(Optional.empty());
    }

    private Ingested radiomics(Optional<Set<String>> only) throws IOException {
        return radiomics(only, remark -> {});
    }

    private Ingested radiomics(Optional<Set<String>> only, Consumer<String> remarks) throws IOException {
        Path out = folder.resolve("out");
        return new Ingested(
                out,
                DicomIngest.radiomics(
                                folder.resolve("in").toString(),
                                out.toString(),
                                "phantoms",
                                RadiomicsProcessor.of(RadiomicsProcessor.DEFAULT_ROI),
                                only)
                        .run(Sessions.local(), JobOptions.STANDARD, remarks));
    }

    private Ingested lungDx(LengthRule length) throws IOException {
        return lungDx(length, remark -> {});
    }

    private Ingested lungDx(LengthRule length, Consumer<String> remarks) throws IOException {
        Path out = folder.resolve("dx");
        return new Ingested(
                out,
                DicomIngest.lungDx(
                                folder.resolve("in").toString(),
                                out.toString(),
                                "phantoms",
                                LungDxProcessor.of(length, false),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD, remarks));
    }

    private static Map<String, byte[]> outputs(Path dataset) throws IOException {
        Map<String, byte[]> all = everything(dataset);
        all.keySet().removeIf(k -> k.contains("ledger/") || k.endsWith(".json"));
        return all;
    }

    /** All files by name; what is packed is unpacked. */
    private static Map<String, byte[]> everything(Path root) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().endsWith(".gz")) {
                    try (java.util.zip.GZIPInputStream in =
                            new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
                        bytes = in.readAllBytes();
                    }
                }
                all.put(root.relativize(file).toString(), bytes);
            }
        }
        return all;
    }
}
