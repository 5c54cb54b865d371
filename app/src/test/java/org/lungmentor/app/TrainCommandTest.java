package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.Storage;

class TrainCommandTest {
    private static final String[] SMALL = {"--filters", "2,2,2,2", "--epochs", "2", "--engine", "nd4j", "--threads", "1"
    };

    @TempDir
    Path folder;

    private void writeCrops() throws IOException {
        Storage storage = Storage.standard();
        String data = folder.resolve("crops").toString();
        Dataset.write(
                storage,
                data,
                new DatasetInfo(
                        "cubes",
                        DatasetInfo.Kind.PREPROCESSED_TEACHER,
                        DatasetInfo.Supervision.STRONG,
                        Optional.empty(),
                        Optional.of("cubes"),
                        new TreeMap<>(Map.of("spacing", "0.7")),
                        "test",
                        new TreeMap<>()));
        for (int i = 0; i < 4; i++) {
            ByteVolume cube = ByteVolume.zeros(
                    new Grid(16, 16, 16, Affine.diagonal(new double[] {1, 1, 1}, new double[] {0, 0, 0})));
            for (int z = 4 + i; z < 10; z++) {
                cube.values()[cube.grid().index(7, 8, z)] = 1;
            }
            for (String kind : new String[] {"Images", "Boxes", "Labels"}) {
                try (OutputStream out = storage.create(data + "/" + kind + "/c" + i + ".nii.gz")) {
                    NiftiWriter.write(cube, out);
                }
            }
            storage.write(
                    data + "/references/c" + i + ".json",
                    ("{\"case\":\"c" + i + "\",\"patient\":\"p" + i + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private Called train(String... more) {
        return Called.lungmentor(more);
    }

    @Test
    void trainsAndSaysHowItEnded() throws IOException {
        writeCrops();
        Called called = train(arguments("--json"));
        assertThat(called.status()).as(called.err()).isZero();
        assertThat(called.out()).contains("\"epochs\":2");
        assertThat(folder.resolve("run/model_best.zip")).isNotEmptyFile();

        Called again = train(arguments());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("--resume");
    }

    private String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "train",
                "teacher",
                folder.resolve("crops").toString(),
                "--run",
                folder.resolve("run").toString()));
        all.addAll(List.of(SMALL));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void saysWhatItWouldTrainOn() throws IOException {
        writeCrops();
        Called called = train(arguments("--dry-run"));
        assertThat(called.out()).contains("cases train").contains("kept for the test");
        assertThat(Files.exists(folder.resolve("run"))).isFalse();
    }

    @Test
    void refusesWrongUsage() {
        Called nothing = Called.lungmentor("train", "teacher", folder.toString(), "--run", "r");
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).contains("dataset.json");
        Called network = Called.lungmentor("train", "nonsense", folder.toString(), "--run", "r");
        assertThat(network.status()).isEqualTo(2);
        assertThat(network.err()).contains("There is no network 'nonsense'");
        assertThat(Called.lungmentor("train", "teacher", folder.toString()).status())
                .isEqualTo(2);
    }
}
