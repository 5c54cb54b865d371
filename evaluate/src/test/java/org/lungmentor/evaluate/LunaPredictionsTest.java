package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Volume;

/** Masks of twelve published networks on ten nodules, against figures computed by others' code. */
@Tag("real-data")
class LunaPredictionsTest {
    private static final Path FOLDER =
            Path.of(System.getenv().getOrDefault("LUNGMENTOR_TEST_DATA", "."), "luna-predictions");

    @Test
    void agreesOnOneHundredAndTwentyMasks() throws IOException {
        Map<String, byte[]> files = files();
        JsonNode cases = new ObjectMapper()
                .readTree(FOLDER.resolve("facts.json").toFile())
                .get("cases");
        int compared = 0;
        for (var one : cases.properties()) {
            Volume truth = volume(files, one.getKey() + "/gt.nii.gz");
            for (var network : one.getValue().get("predictions").properties()) {
                String what = one.getKey() + " " + network.getKey();
                JsonNode facts = network.getValue();
                Volume prediction = volume(files, one.getKey() + "/pred_" + network.getKey() + ".nii.gz");
                CaseFigures f = new MaskComparison(MaskPair.of(prediction, truth)).figures(Overlap.TRUTH, false);
                assertThat(f.dsc()).as(what).isCloseTo(facts.get("dsc").asDouble(), within(1e-9));
                assertThat(f.predictionMm3())
                        .as(what)
                        .isEqualTo(facts.get("voxels").asDouble());
                assertThat(f.truthMm3())
                        .as(what)
                        .isEqualTo(one.getValue().get("gt_voxels").asDouble());
                double both = f.dsc() * (f.predictionMm3() + f.truthMm3()) / 2;
                assertThat(both).as(what).isCloseTo(facts.get("tp").asDouble(), within(1e-6));
                if (f.keptMm3() == f.predictionMm3() && f.hd95Mm().isPresent()) {
                    assertThat(f.hd95Mm().getAsDouble())
                            .as(what)
                            .isLessThanOrEqualTo(facts.get("hausdorff_vox").asDouble() + 1e-6);
                }
                compared++;
            }
        }
        assertThat(compared).isEqualTo(120);
    }

    private static Volume volume(Map<String, byte[]> files, String name) throws IOException {
        byte[] bytes = files.getOrDefault("luna-predictions/" + name, new byte[0]);
        return NiftiReader.read(new ByteArrayInputStream(bytes), name).volume();
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream in = Files.newInputStream(FOLDER.resolve("luna-predictions.tar.gz"));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextTarEntry(); entry != null; entry = tar.getNextTarEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }
}
