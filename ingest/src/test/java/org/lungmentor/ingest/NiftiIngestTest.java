package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;

class NiftiIngestTest {
    private static final Grid GRID =
            new Grid(12, 10, 6, Affine.diagonal(new double[] {0.8, 0.8, 2}, new double[] {-5, 4, 90}));

    @TempDir
    Path folder;

    private static void write(Path file, Volume volume) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            NiftiWriter.write(volume, out);
        }
    }

    private static ShortVolume image() {
        short[] hu = new short[GRID.voxels()];
        for (int i = 0; i < hu.length; i++) {
            hu[i] = (short) (i % 900 - 1000);
        }
        return new ShortVolume(GRID, hu);
    }

    private JobSummary run() throws IOException {
        return new NiftiIngest(
                        folder.resolve("in").toString(),
                        "scans",
                        Optional.of("masks"),
                        folder.resolve("out").toString(),
                        "out",
                        Optional.of(Pattern.compile("P[0-9]+")),
                        new NiftiProcessor(Rescale.NONE, Optional.empty()),
                        Optional.empty())
                .run(Sessions.local(), JobOptions.STANDARD);
    }

    @Test
    void imagesAndLabelsBecomeADatasetWithBoxesOnSpark() throws IOException {
        ByteVolume label = ByteVolume.zeros(GRID);
        label.values()[GRID.index(3, 4, 2)] = 1;
        label.values()[GRID.index(6, 5, 2)] = 1;
        write(folder.resolve("in/scans/P1_a.nii.gz"), image());
        write(folder.resolve("in/masks/P1_a.nii.gz"), label);
        JobSummary summary = run();
        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.DONE);
        Ingested out = new Ingested(folder.resolve("out"), summary);
        assertThat(out.row("P1_a").patient()).isEqualTo("P1");
        assertThat(out.row("P1_a").figures()).containsEntry("tumourVoxels", 2.0).containsEntry("boxVoxels", 8.0);
        Volume read = NiftiReader.read(folder.resolve("out/Images/P1_a.nii.gz")).volume();
        assertThat(((ShortVolume) read).values()).isEqualTo(image().values());
    }

    @Test
    void aScanCutInHalfIsRefusedAndTheOtherIsDone() throws IOException {
        write(folder.resolve("in/scans/P1_a.nii.gz"), image());
        write(folder.resolve("in/masks/P1_a.nii.gz"), ByteVolume.zeros(GRID));
        write(folder.resolve("in/masks/P2_a.nii.gz"), ByteVolume.zeros(GRID));
        byte[] whole = Files.readAllBytes(folder.resolve("in/scans/P1_a.nii.gz"));
        Files.write(folder.resolve("in/scans/P2_a.nii.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
        JobSummary summary = run();
        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(summary.problems()).singleElement().satisfies(row -> {
            assertThat(row.caseName()).isEqualTo("P2_a");
            assertThat(row.reason()).isEqualTo("truncated");
        });
        assertThat(folder.resolve("out/Images/P1_a.nii.gz")).exists();
        assertThat(folder.resolve("out/Images/P2_a.nii.gz")).doesNotExist();
    }

    @Test
    void aLabelBesideItsImageIsRefusedAndOneOffByRoundingIsTaken() throws IOException {
        for (String name : new String[] {"P1_beside", "P2_rounded"}) {
            write(folder.resolve("in/scans/" + name + ".nii.gz"), image());
        }
        write(folder.resolve("in/masks/P1_beside.nii.gz"), labelFrom(-4));
        write(folder.resolve("in/masks/P2_rounded.nii.gz"), labelFrom(-5.01));
        JobSummary summary = run();
        assertThat(summary.problems()).singleElement().satisfies(row -> {
            assertThat(row.caseName()).isEqualTo("P1_beside");
            assertThat(row.reason()).isEqualTo("grid-mismatch");
        });
        Volume label =
                NiftiReader.read(folder.resolve("out/Labels/P2_rounded.nii.gz")).volume();
        Volume image =
                NiftiReader.read(folder.resolve("out/Images/P2_rounded.nii.gz")).volume();
        assertThat(label.grid()).isEqualTo(image.grid());
    }

    private static ByteVolume labelFrom(double xMm) {
        Affine affine = Affine.diagonal(new double[] {0.8, 0.8, 2}, new double[] {xMm, 4, 90});
        ByteVolume label = ByteVolume.zeros(new Grid(12, 10, 6, affine));
        label.values()[GRID.index(3, 4, 2)] = 1;
        return label;
    }
}
