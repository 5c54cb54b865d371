package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
                .contains("regions: Spinal-Cord, GTV-1")
                .contains("series of 16 files: skipped, not-ct")
                .doesNotContain("Canary");
        assertThat(Called.lungmentor("inspect", "--json", folder.toString()).out())
                .contains("\"lengthMm\":160.0")
                .contains("\"rois\":[\"Spinal-Cord\",\"GTV-1\"]");
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
