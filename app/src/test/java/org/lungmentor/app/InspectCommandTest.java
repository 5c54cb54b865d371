package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSettings;
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
                .contains("CT, patient LUNG1-001, 16 slices of 32 x 32, 8.000 x 8.000 x 10.00 mm, 160.0 mm long")
                .containsPattern("regions: Spinal-Cord \\([0-9.]+ cm3, 16 contours\\), GTV-1 \\([0-9.]+ cm3")
                .contains("series of 16 files: skipped, not-ct")
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
