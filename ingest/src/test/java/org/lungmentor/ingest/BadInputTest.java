package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.LedgerRow;

/** Each kind of bad input beside a good case: a sentence, a row, the right status, and the good case is done. */
class BadInputTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(5, 48, 24, 6.0, 7.0);

    @TempDir
    private Path folder;

    private Path in;

    @BeforeEach
    void makeInput() throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
    }

    @Test
    void aFolderWithoutDicomIsWrongInputAsAWhole() throws IOException {
        Files.writeString(in.resolve("notes.txt"), "This is no DICOM file, though it is long enough to be one.");
        assertThatThrownBy(this::radiomics)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("None of the 1 files")
                .hasMessageContaining("DICOM");
        assertThatThrownBy(() -> DicomIngest.radiomics(
                                in.resolve("nowhere").toString(),
                                folder.resolve("out").toString(),
                                "x",
                                RadiomicsProcessor.of("gtv"),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no folder");
    }

    @Test
    void aMissingSliceIsNamedByItsPosition() throws IOException {
        PhantomCollections.radiomics(in, SETTINGS, 2);
        Files.delete(slices("LUNG1-001").get(10));
        Ingested out = radiomics();
        assertRefused(out, "LUNG1-001", "missing-slice");
        assertThat(out.row("LUNG1-001").message()).contains("every 7.00 mm").contains("1 is missing: at 10.50 mm");
    }

    @Test
    void aStructureSetOfAnotherPatientIsRefused() throws IOException {
        PhantomCollections.radiomics(in, SETTINGS, 3);
        // the first patient's structure set is lost, the third's lies there without its CT
        Files.delete(structureSet("LUNG1-001"));
        for (Path slice : slices("LUNG1-003")) {
            Files.delete(slice);
        }
        Ingested out = radiomics();
        assertThat(out.summary().done()).isEqualTo(1);
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(out.row("LUNG1-001").reason()).isEqualTo("no-structure-set");
        LedgerRow other = out.rows().values().stream()
                .filter(r -> r.reason().equals("wrong-reference"))
                .findAny()
                .orElseThrow();
        assertThat(other.caseName()).startsWith("LUNG1-003_structures-");
        assertThat(other.message()).contains("not among this patient's");
    }

    @Test
    void aSliceCutInHalfRefusesItsSeries() throws IOException {
        PhantomCollections.radiomics(in, SETTINGS, 2);
        halve(slices("LUNG1-001").get(3));
        assertRefused(radiomics(), "LUNG1-001", "truncated");
    }

    @Test
    void aStructureSetCutInHalfIsAnUnreadableFile() throws IOException {
        PhantomCollections.radiomics(in, SETTINGS, 2);
        halve(structureSet("LUNG1-001"));
        Ingested out = radiomics();
        assertThat(out.summary().refusedByReason()).containsOnlyKeys("no-structure-set", "truncated");
        assertThat(out.summary().done()).isEqualTo(1);
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
    }

    @Test
    void aMissingRegionIsRefusedWithTheNamesThatExist() throws IOException {
        PhantomCollections.radiomics(in, SETTINGS, 1);
        Ingested out = new Ingested(
                folder.resolve("out"),
                DicomIngest.radiomics(
                                in.toString(),
                                folder.resolve("out").toString(),
                                "x",
                                RadiomicsProcessor.of("heart"),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
        assertThat(out.row("LUNG1-001").reason()).isEqualTo("roi-missing");
        assertThat(out.row("LUNG1-001").message())
                .contains("Spinal-Cord, GTV-1")
                .contains("--roi");
    }

    @Test
    void anAnnotationThatIsNoXmlRefusesItsScan() throws IOException {
        PhantomCollections.lungDx(in, SETTINGS, 2);
        Path xml;
        try (Stream<Path> files = Files.list(in.resolve("Annotation/B0002"))) {
            xml = files.sorted().findFirst().orElseThrow();
        }
        Files.writeString(xml, "<annotation><object><bndbox><xmin>3</xmin>");
        Path out = folder.resolve("out");
        Ingested ingested = new Ingested(
                out,
                DicomIngest.lungDx(
                                in.toString(),
                                out.toString(),
                                "x",
                                LungDxProcessor.of(LengthRule.CHEST, false),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
        assertRefused(ingested, "B0002_scan1", "bad-xml");
        assertThat(ingested.row("B0002_scan1").message()).contains("not well-formed");
    }

    @Test
    void aNiftiCutInHalfIsRefusedAndTheOthersAreDone() throws IOException {
        Phantom phantom = Phantom.of(SETTINGS, "p", 1);
        for (String name : List.of("good", "half", "scaled", "nolabel")) {
            write(phantom.image(), "images", name);
        }
        float[] scaled = new float[phantom.image().values().length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (phantom.image().values()[i] + 1024) / 4096f;
        }
        write(new FloatVolume(phantom.image().grid(), scaled), "images", "scaled");
        for (String name : List.of("good", "half", "scaled", "lonely")) {
            write(phantom.truth(), "labels", name);
        }
        halve(in.resolve("images/half.nii.gz"));
        Ingested out = nifti(Rescale.NONE);
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(out.summary().done()).isEqualTo(1);
        assertThat(out.row("half").reason()).isEqualTo("truncated");
        assertThat(out.row("scaled").reason()).isEqualTo("not-hounsfield");
        assertThat(out.row("scaled").message()).contains("--rescale");
        assertThat(out.row("nolabel").reason()).isEqualTo("label-missing");
        assertThat(out.row("lonely").reason()).isEqualTo("image-missing");
        assertThat(Ingested.nonZero(out.volume("Labels", "good")))
                .isEqualTo(phantom.truth().countNonZero());
        assertThat(Files.exists(out.dataset().resolve("Images/half.nii.gz"))).isFalse();
        assertThat(nifti(Rescale.parse("4096,-1024")).row("scaled").status().code())
                .isEqualTo("done");
    }

    private void assertRefused(Ingested out, String name, String reason) throws IOException {
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(out.summary().done()).isEqualTo(1);
        assertThat(out.row(name).reason()).isEqualTo(reason);
        assertThat(out.row(name).message()).doesNotContain("Exception").endsWith(".");
        assertThat(Files.exists(out.dataset().resolve("Images/" + name + ".nii.gz")))
                .isFalse();
    }

    private Ingested radiomics() throws IOException {
        Path out = folder.resolve("out");
        return new Ingested(
                out,
                DicomIngest.radiomics(
                                in.toString(),
                                out.toString(),
                                "x",
                                RadiomicsProcessor.of(RadiomicsProcessor.DEFAULT_ROI),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
    }

    private Ingested nifti(Rescale rescale) throws IOException {
        Path out = folder.resolve("out");
        return new Ingested(
                out,
                new NiftiIngest(
                                in.toString(),
                                "images",
                                Optional.of("labels"),
                                out.toString(),
                                "x",
                                Optional.empty(),
                                new NiftiProcessor(rescale, Optional.empty()),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
    }

    private void write(Volume volume, String where, String name) throws IOException {
        Files.createDirectories(in.resolve(where));
        try (OutputStream out = Files.newOutputStream(in.resolve(where).resolve(name + ".nii.gz"))) {
            NiftiWriter.write(volume, out);
        }
    }

    private List<Path> slices(String patient) throws IOException {
        return under(patient).stream()
                .filter(f -> f.toString().contains("/0.000000"))
                .toList();
    }

    private Path structureSet(String patient) throws IOException {
        return under(patient).stream()
                .filter(f -> f.toString().contains("/3.000000"))
                .findAny()
                .orElseThrow();
    }

    private List<Path> under(String patient) throws IOException {
        try (Stream<Path> files = Files.walk(in.resolve(patient))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void halve(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
}
