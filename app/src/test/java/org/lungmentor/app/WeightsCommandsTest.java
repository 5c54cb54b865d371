package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.train.ModelCard;
import org.lungmentor.train.ModelFile;

class WeightsCommandsTest {
    @TempDir
    Path folder;

    @Test
    void refusesWhatIsNoStateDictAndWhatIsNoModel() throws IOException {
        Path text = Files.write(folder.resolve("w.pth"), "hello".getBytes(StandardCharsets.UTF_8));
        String model = folder.resolve("m.zip").toString();
        Called imported = Called.lungmentor("import-weights", "teacher", text.toString(), model);
        assertThat(imported.status()).isEqualTo(2);
        assertThat(imported.err()).contains("w.pth cannot be read as a state_dict");
        assertThat(folder.resolve("m.zip")).doesNotExist();
        assertThat(folder.resolve("m.zip.part")).doesNotExist();

        Called exported = Called.lungmentor(
                "export-weights", text.toString(), folder.resolve("o").toString());
        assertThat(exported.status()).isEqualTo(2);
        assertThat(exported.err()).contains("is no model file");
        assertThat(Called.lungmentor("export-weights", "absent.zip", "o").err()).contains("There is no model file");
    }

    @Test
    void aRecipeRecordsWhatThePublishedProgramDoesBeforeItsNetwork() throws IOException {
        assertThat(imported("recipe.zip", "--recipe", "lungtumormask").status()).isZero();
        assertThat(imported("xyz.zip", "--axes", "xyz").status()).isZero();
        assertThat(imported("zyx.zip").status()).isZero();
        ModelCard card = card("recipe.zip");
        assertThat(card.preprocessing()).isEqualTo(PreprocessJob.studentSettings(0));
        assertThat(card.labelSource()).isEqualTo("imported from dc_student.pth, recipe lungtumormask");
        assertThat(card.sha256())
                .isEqualTo(card("xyz.zip").sha256())
                .isNotEqualTo(card("zyx.zip").sha256());
        assertThat(card("xyz.zip").preprocessing()).isEmpty();
        assertThat(Called.lungmentor("inspect", at("recipe.zip")).out()).contains("recipe lungtumormask");
    }

    @Test
    void aModelImportedByARecipeSegmentsScans() throws IOException {
        imported("recipe.zip", "--recipe", "lungtumormask");
        Grid grid = new Grid(24, 24, 24, Affine.diagonal(new double[] {1, 1, 1}, new double[] {0, 0, 0}));
        ByteVolume lungs = ByteVolume.zeros(grid);
        short[] hu = new short[grid.voxels()];
        for (int i = 0; i < hu.length; i++) {
            lungs.values()[i] = (byte) (1 + i % 24 / 12);
            hu[i] = (short) (i * 7919 % 1000 - 1000);
        }
        write("scan.nii.gz", new ShortVolume(grid, hu));
        write("lungs/scan.nii.gz", lungs);
        Called called = Called.lungmentor(
                "segment", "--model", at("recipe.zip"), "--lungs", at("lungs"), at("scan.nii.gz"), at("masks"), "-q");
        assertThat(called.status()).as(called.err()).isZero();
        assertThat(folder.resolve("masks/scan.nii.gz")).isNotEmptyFile();
    }

    @Test
    void aRecipeIsOfAKnownProgramAndOfAStudent() throws IOException {
        assertThat(imported("m.zip", "--recipe", "lungmask").err()).contains("--recipe lungmask is not known");
        assertThat(imported("m.zip", "--recipe", "lungtumormask", "--axes", "zyx")
                        .err())
                .contains("--axes zyx contradicts --recipe lungtumormask");
        assertThat(imported("m.zip", "--axes", "yxz").err()).contains("--axes yxz is not known");
        assertThat(Called.lungmentor("import-weights", "teacher", at("w.pth"), at("m.zip"), "--recipe", "lungtumormask")
                        .err())
                .contains("a teacher is none");
        assertThat(folder.resolve("m.zip")).doesNotExist();
    }

    private Called imported(String model, String... more) throws IOException {
        Path file = folder.resolve("dc_student.pth");
        try (InputStream in = Objects.requireNonNull(
                WeightsCommandsTest.class.getResourceAsStream("/fixtures/weights/dc-student.pth"))) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        String[] args = {"import-weights", "dc-student", file.toString(), at(model), "--filters", "4,6,8,10,12"};
        return Called.lungmentor(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
    }

    private ModelCard card(String model) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(model));
                ModelFile read = ModelFile.read(in, model)) {
            return read.card();
        }
    }

    private void write(String name, Volume volume) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        try (OutputStream out = Files.newOutputStream(file)) {
            NiftiWriter.write(volume, out);
        }
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
