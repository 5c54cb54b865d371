package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.Storage;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeADatasetAndPredictions() throws IOException {
        write("data/Images/one.nii.gz", 2, 12);
        write("data/Labels/one.nii.gz", 2, 12);
        write("data/Boxes/one.nii.gz", 1, 13);
        write("student/one.nii.gz", 3, 12);
        Dataset.write(
                Storage.standard(),
                folder.resolve("data").toString(),
                new DatasetInfo(
                        "MSD",
                        DatasetInfo.Kind.DATASET,
                        DatasetInfo.Supervision.STRONG,
                        Optional.empty(),
                        Optional.empty(),
                        new TreeMap<>(),
                        "test",
                        new TreeMap<>()));
    }

    private void write(String file, int from, int to) throws IOException {
        ByteVolume mask =
                ByteVolume.zeros(new Grid(16, 16, 16, Affine.diagonal(new double[] {1, 1, 1}, new double[] {0, 0, 0})));
        for (int z = from; z < to; z++) {
            for (int y = from; y < to; y++) {
                for (int x = from; x < to; x++) {
                    mask.values()[mask.grid().index(x, y, z)] = 1;
                }
            }
        }
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path)) {
            NiftiWriter.write(mask, out);
        }
    }

    private Called evaluate(String... more) {
        String[] args = new String[more.length + 7];
        args[0] = "evaluate";
        args[1] = folder.resolve("student").toString();
        args[2] = folder.resolve("data").toString();
        args[3] = folder.resolve("out").toString();
        args[4] = "--master";
        args[5] = "local[1]";
        args[6] = "-q";
        System.arraycopy(more, 0, args, 7, more.length);
        return Called.lungmentor(args);
    }

    @Test
    void printsTheTableWithTheBoxBelow() {
        Called called = evaluate();
        assertThat(called.err()).isEmpty();
        assertThat(called.status()).isZero();
        assertThat(called.out().replaceAll(" +", " "))
                .contains("student MSD 1 84.33 ± 0.00") // 2 * 9^3 / (9^3 + 10^3)
                .contains("student w/post MSD 1 84.33")
                .contains("box MSD 1 73.31") // 2 * 10^3 / (10^3 + 12^3)
                .contains("evaluate: 1 done");
        assertThat(folder.resolve("out/cases.csv")).exists();
        assertThat(folder.resolve("out/tables.csv")).exists();
    }

    @Test
    void printsOneJsonObject() throws IOException {
        Called called = evaluate("--json");
        JsonNode json = new ObjectMapper().readTree(called.out());
        assertThat(json.get("done").asInt()).isEqualTo(1);
        JsonNode dsc = json.get("tables").get(0);
        assertThat(dsc.get("figure").asText()).isEqualTo("dsc");
        assertThat(dsc.get("mean").asDouble()).isEqualTo(2 * 729.0 / 1729);
    }

    @Test
    void namesACaseWithoutPredictionAndExitsWithThree() throws IOException {
        write("data/Images/two.nii.gz", 2, 12);
        write("data/Labels/two.nii.gz", 2, 12);
        Called called = evaluate();
        assertThat(called.status()).isEqualTo(3);
        assertThat(called.err()).contains("two prediction-missing: ").contains("--cases");
    }

    @Test
    void refusesWhatIsNoUnitAndWhatIsNoDataset() {
        assertThat(evaluate("--unit", "slice").status()).isEqualTo(2);
        Called called = Called.lungmentor(
                "evaluate", folder + "/student", folder.resolve("student").toString(), folder + "/out", "-q");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("dataset.json");
        assertThat(Called.lungmentor("evaluate", "only", "two").status()).isEqualTo(2);
    }
}
