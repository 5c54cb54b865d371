package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.ExitStatus;

class InspectCommandTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(1, 32, 16, 8, 10);

    @TempDir
    private Path folder;

    @Test
    void tellsScansRegionsAndWhatIsSkipped() throws IOException {
        PhantomCollections.radiomics(folder, SETTINGS, 1);
        Called called = Called.lungmentor("inspect", folder.toString());
        assertThat(called.status()).isEqualTo(ExitStatus.DONE);
        assertThat(called.out())
                .containsPattern(
                        "CT, patient LUNG1-001, 16 slices of 32 x 32, 8.000 x 8.000 x 10.00 mm, 160.0 mm long, values"
                                + " -[0-9]+ to [0-9]+\n")
                .containsPattern("regions: Spinal-Cord \\([0-9.]+ cm3, 16 contours\\), GTV-1 \\([0-9.]+ cm3")
                .contains("series of 16 files, PT of 32 x 32, values 0 to 357.938: skipped, not-ct")
                .doesNotContain("Canary");
        assertThat(Called.lungmentor("inspect", "--json", folder.toString()).out())
                .contains("\"lengthMm\":160.0")
                .contains("\"rois\":[{\"name\":\"Spinal-Cord\",\"volumeMm3\":");
    }

    @Test
    void tellsBoxesAndAnnotationsThatAreNone() throws IOException {
        PhantomCollections.lungDx(folder, SETTINGS, 1);
        Files.writeString(folder.resolve("Annotation/A0001/1.2.3.xml"), "<annotation><object>");
        assertThat(Called.lungmentor("inspect", folder.toString()).out())
                .containsPattern("[0-9]+ box annotations of slices, [0-9]+ boxes, files by tumour type: \\{A=")
                .containsPattern("160.0 mm long, values .*, [0-9]+ slices with boxes")
                .containsPattern("[0-9]+ box annotations of patient A0001 belong to .* annotation-elsewhere")
                .contains("8 slices of 32 x 32: would be refused, too-short. The scan is 80.0 mm long")
                .contains("1.2.3.xml: would be refused, bad-xml");
    }

    @Test
    void tellsWhatADatasetHoldsAndItsStatistics() throws IOException {
        PhantomCollections.radiomics(folder.resolve("in"), SETTINGS, 3);
        String data = folder.resolve("data").toString();
        Called ingest = Called.lungmentor(
                "ingest",
                "radiomics",
                folder.resolve("in").toString(),
                data,
                "--master",
                "local[2]",
                "--preview",
                "--box-per-tumour",
                "-q");
        assertThat(ingest.status()).as(ingest.err()).isEqualTo(ExitStatus.DONE);
        assertThat(Files.size(folder.resolve("data/Previews/LUNG1-002.png"))).isPositive();
        assertThat(Called.lungmentor("inspect", data).out())
                .contains("dataset of scans 'data', 3 cases, supervision strong");
        Path histogram = folder.resolve("volumes.png");
        Called statistics = Called.lungmentor("inspect", "--statistics", data, "--histogram", histogram.toString());
        assertThat(statistics.out())
                .contains("data: 3 scans of 3 patients, 3 with a tumour, 4 connected tumours")
                .contains("cases by cm3: 0-5: ")
                .contains("spacing mm, head-feet: 10.00 +- 0.000 (median 10.00, 10.00 to 10.00)")
                .contains("length mm: 160.0 +- 0.000")
                .doesNotContain("label-suspect");
        assertThat(Files.size(histogram)).isPositive();
        assertThat(Called.lungmentor("inspect", "--statistics", "--json", data, "--histogram", histogram.toString())
                        .out())
                .contains("\"casesWithTumour\":3")
                .contains("\"150-\":");
    }

    @Test
    void tellsWhatAModelFileIs() throws IOException {
        Path model = folder.resolve("model.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(model))) {
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
            zip.write(new byte[1000]);
            zip.putNextEntry(new ZipEntry("lungmentor.json"));
            zip.write("{\"network\":\"teacher\",\"filters\":[8,16],\"labelSource\":\"nifti\"}"
                    .getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("other.zip"), "no zip");
        assertThat(Called.lungmentor("inspect", folder.toString()).out())
                .contains("model.zip: model, network teacher, filters [8, 16], labels nifti")
                .contains("1 files of another kind");
    }

    @Test
    void tellsPixelsThatCannotBeRead() throws IOException {
        PhantomCollections.radiomics(folder, SETTINGS, 3);
        Path cut = slices("LUNG1-001").get(3);
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 1500));
        Path compressed = slices("LUNG1-002").get(7);
        replace(compressed, "1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.5\0"); // its pixels are no fragments
        Path unknown = slices("LUNG1-003").get(0);
        replace(unknown, "1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.9\0");
        String told = Called.lungmentor("inspect", folder.toString()).out();
        assertThat(told)
                .containsPattern(
                        "patient LUNG1-001, 16 slices .*: would be refused, truncated.*Found in .*" + cut.getFileName())
                .containsPattern("patient LUNG1-002, .*: would be refused, bad-dicom.*" + compressed.getFileName())
                .containsPattern(unknown.getFileName() + ": would be refused, unsupported-transfer-syntax");
        assertThat(Called.lungmentor("inspect", "--json", folder.toString()).out())
                .contains("\"reason\":\"truncated\"")
                .contains("\"reason\":\"bad-dicom\"")
                .contains("\"reason\":\"unsupported-transfer-syntax\"");
    }

    @Test
    void tellsStructureSetsThatWouldNotBeUsed() throws IOException {
        PhantomCollections.radiomics(folder, SETTINGS, 2);
        for (Path slice : slices("LUNG1-002")) {
            Files.delete(slice);
        }
        Path structures;
        try (Stream<Path> files = Files.walk(folder.resolve("LUNG1-001"))) {
            structures = files.filter(f -> f.toString().contains("/3.000000") && Files.isRegularFile(f))
                    .findAny()
                    .orElseThrow();
        }
        Files.copy(structures, folder.resolve("again.dcm"));
        assertThat(Called.lungmentor("inspect", folder.toString()).out())
                .containsPattern(
                        "patient LUNG1-002, regions: .*; wrong-reference. A structure set was drawn on a series")
                .contains("; older. Another structure set of the series is newer and is used.");
        Files.delete(structures);
        Files.delete(folder.resolve("again.dcm"));
        assertThat(Called.lungmentor("inspect", folder.toString()).out())
                .contains("nothing is drawn on it: ingest would refuse it, no-structure-set");
    }

    @Test
    void tellsTheValuesOfNiftiFilesAndThoseThatAreCutOff() throws IOException {
        Phantom phantom = Phantom.of(SETTINGS, "p", 1);
        write(phantom.image(), "image.nii.gz");
        write(phantom.truth(), "label.nii.gz");
        byte[] whole = Files.readAllBytes(folder.resolve("image.nii.gz"));
        Files.write(folder.resolve("half.nii.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(Called.lungmentor("inspect", folder.toString()).out())
                .containsPattern("image.nii.gz: NIfTI, .*, axes LPS, int16, values -[0-9]+ to [0-9]+\n")
                .containsPattern("label.nii.gz: .* values 0 to 1 \\(a label's may be; as an image: not-hounsfield\\)")
                .containsPattern("half.nii.gz: would be refused, truncated");
    }

    private void write(Volume volume, String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            NiftiWriter.write(volume, out);
        }
    }

    private List<Path> slices(String patient) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(patient))) {
            return files.filter(f -> f.toString().contains("/0.000000") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        }
    }

    private static void replace(Path file, String old, String by) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, text.replace(old, by).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void tellsWhatWouldBeRefused() throws IOException {
        PhantomCollections.radiomics(folder, SETTINGS, 1);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> slices = files.filter(f -> f.toString().contains("/0.000000") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
            Files.delete(slices.get(5));
        }
        Files.write(folder.resolve("broken.nii.gz"), new byte[] {1, 2, 3});
        assertThat(Called.lungmentor("inspect", folder.toString()).out())
                .contains("would be refused, missing-slice")
                .contains("broken.nii.gz: would be refused");
        assertThat(Called.lungmentor("inspect", folder.resolve("nowhere").toString())
                        .status())
                .isEqualTo(ExitStatus.USAGE);
    }
}
