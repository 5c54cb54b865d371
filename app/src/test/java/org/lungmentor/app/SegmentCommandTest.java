package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.train.Network;
import org.lungmentor.train.selftest.ModelFixture;

class SegmentCommandTest {
    private static final Grid GRID =
            new Grid(24, 24, 24, Affine.diagonal(new double[] {1, 1, 1}, new double[] {0, 0, 0}));

    @TempDir
    Path folder;

    @BeforeEach
    void writeAScanABoxAndATeacher() throws IOException {
        short[] hu = new short[GRID.voxels()];
        Random random = new Random(1);
        for (int i = 0; i < hu.length; i++) {
            hu[i] = (short) (random.nextInt(1000) - 1000);
        }
        ByteVolume box = ByteVolume.zeros(GRID);
        box.values()[GRID.index(12, 12, 12)] = 1;
        write("scan.nii.gz", new ShortVolume(GRID, hu));
        write("box.nii.gz", box);
        Files.writeString(folder.resolve("text.zip"), "no model");
        try (OutputStream out = Files.newOutputStream(folder.resolve("teacher.zip"))) {
            ModelFixture.write(out, Network.TEACHER, new int[] {2, 2, 2, 2}, PreprocessJob.teacherSettings(16), 1);
        }
    }

    private void write(String name, Volume volume) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            NiftiWriter.write(volume, out);
        }
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Called segment(String model, String... more) {
        String[] args = new String[5 + more.length];
        args[0] = "segment";
        args[1] = "--model";
        args[2] = at(model);
        args[3] = at("scan.nii.gz");
        args[4] = at("masks");
        System.arraycopy(more, 0, args, 5, more.length);
        return Called.lungmentor(args);
    }

    @Test
    void aTeacherWithABoxOutlinesOneScan() {
        Called called = segment("teacher.zip", "--box", at("box.nii.gz"), "-q");
        assertThat(called.status()).as(called.err()).isZero();
        assertThat(called.out()).contains("segment: 1 done");
        assertThat(folder.resolve("masks/scan.nii.gz")).isNotEmptyFile();
    }

    @Test
    void aTeacherWithoutABoxSaysSo() {
        Called called = segment("teacher.zip", "-q");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("needs a box").contains("--box FILE");
    }

    @Test
    void aModelFileThatIsNoneIsOneSentence() {
        for (Called called : new Called[] {
            segment("text.zip", "-q"),
            Called.lungmentor("expand", "--teacher", at("text.zip"), folder.toString(), at("soft"), "-q")
        }) {
            assertThat(called.status()).isEqualTo(2);
            assertThat(called.err().lines()).singleElement().asString().contains("text.zip is no model file");
        }
        assertThat(folder.resolve("masks")).doesNotExist();
        assertThat(folder.resolve("soft")).doesNotExist();
    }

    @Test
    void wrongValuesAreWrongUsage() {
        assertThat(segment("teacher.zip", "--centre", "1,2").err()).contains("--centre wants X,Y,Z");
        assertThat(segment("teacher.zip", "--centre", "1,2,3", "--box", "b").status())
                .isEqualTo(2);
        assertThat(segment("teacher.zip", "--threshold", "2").err()).contains("--threshold");
        assertThat(segment("teacher.zip", "--rescale", "1").err()).contains("--rescale wants");
    }

    @Test
    void weightsOfTheLungNetworkAreLookedAtBeforeAnythingElse() throws IOException {
        Files.writeString(folder.resolve("text.pth"), "no weights");
        for (String file : new String[] {"absent.pth", "text.pth"}) {
            for (Called called : new Called[] {
                segment("teacher.zip", "--lungs", "r231:" + at(file), "-q"),
                Called.lungmentor(
                        "preprocess", "student", folder.toString(), at("masks"), "--lungs", "r231:" + at(file), "-q")
            }) {
                assertThat(called.status()).isEqualTo(2);
                assertThat(called.err().lines()).singleElement().asString().contains(file);
            }
        }
        assertThat(folder.resolve("masks")).doesNotExist();
    }
}
