package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.ExitStatus;

class ExportCommandTest {
    private static final Grid GRID = new Grid(6, 5, 4, Affine.diagonal(new double[] {1, 1, 2}, new double[3]));

    @TempDir
    private Path folder;

    @Test
    void nnunetFindsChannelsIntegerLabelsAndItsDescription() throws IOException {
        Path data = folder.resolve("data");
        short[] hu = new short[GRID.voxels()];
        hu[7] = -700;
        write(data.resolve("Images/A.nii.gz"), new ShortVolume(GRID, hu));
        write(data.resolve("Images/B.nii.gz"), new ShortVolume(GRID, hu));
        float[] soft = new float[GRID.voxels()];
        soft[7] = 0.7f;
        soft[8] = 0.4f;
        write(data.resolve("Labels/A.nii.gz"), new FloatVolume(GRID, soft));
        Files.writeString(
                data.resolve("dataset.json"), "{\"name\":\"d\",\"kind\":\"dataset\",\"supervision\":\"soft\"}");
        Path out = folder.resolve("Dataset501_Lung");
        Called called =
                Called.lungmentor("export", "nnunet", data.toString(), out.toString(), "--master", "local[2]", "-q");
        assertThat(called.status()).as(called.err()).isEqualTo(ExitStatus.DONE);
        assertThat(called.err()).contains("1 of 1 labels were soft and are cut at 0.5");
        assertThat(out.resolve("imagesTr/A_0000.nii.gz")).exists();
        assertThat(out.resolve("imagesTs/B_0000.nii.gz")).exists();
        Volume label = NiftiReader.read(out.resolve("labelsTr/A.nii.gz")).volume();
        assertThat(label.value(7)).isEqualTo(1);
        assertThat(label.value(8)).isZero();
        assertThat(Files.readString(out.resolve("dataset.json")))
                .contains("\"numTraining\" : 1")
                .contains("\"0\" : \"CT\"")
                .contains("\"background\" : 0")
                .contains("\"tumour\" : 1")
                .contains("\"file_ending\" : \".nii.gz\"")
                .contains("\"name\" : \"d\"")
                .contains("cut at 0.5");
        assertThat(label).isInstanceOf(ByteVolume.class);
        assertThat(label.grid().affine().rows()).isEqualTo(GRID.affine().rows());
        assertThat(Called.lungmentor("export", "nnunet", data.toString(), data.toString(), "--master", "local[2]", "-q")
                        .status())
                .isEqualTo(ExitStatus.USAGE);
    }

    private static void write(Path file, Volume volume) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            NiftiWriter.write(volume, out);
        }
    }
}
