package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.selftest.NetworkFixture;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModelFileTest {
    private static final EngineChoice TORCH = new EngineRequest("torch", "cpu", 1, Precision.FLOAT32).choice();

    private static ModelCard card(Plan plan) {
        return new ModelCard(
                plan.network(), plan.filters(), new TreeMap<>(Map.of("spacing", "0.7")), "GTV-1", "f00d", "test", "");
    }

    private static byte[] written(NetworkFixture fixture) throws IOException {
        MultiLayerNetwork network = UNetConf.network(fixture.plan(), 1e-4, 0);
        try (INDArray weights = fixture.weights()) {
            network.setParams(weights);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(out, card(fixture.plan()), network, false);
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void givesTheSameOutputsAfterItWasSavedAndLoaded(Network network) throws IOException {
        NetworkFixture fixture = NetworkFixture.of(network);
        byte[] bytes = written(fixture);
        assertThat(bytes).isEqualTo(written(fixture));
        try (ModelFile model = ModelFile.read(new ByteArrayInputStream(bytes), "m.zip");
                Predictor predictor = Predictor.of(model, TORCH);
                INDArray x = fixture.input(0)) {
            assertThat(model.card().labelSource()).isEqualTo("GTV-1");
            assertThat(model.card().preprocessing()).containsEntry("spacing", "0.7");
            float[] all = Dense.copy(x);
            int voxels = all.length / network.inputs();
            float[][] channels = new float[network.inputs()][];
            for (int c = 0; c < channels.length; c++) {
                channels[c] = Arrays.copyOfRange(all, c * voxels, (c + 1) * voxels);
            }
            float[] mask = predictor.predict((int) x.size(4), (int) x.size(3), (int) x.size(2), channels);
            // Of the two-decoder student the first channel.
            float[] expected = fixture.output().values();
            for (int i = 0; i < voxels; i++) {
                assertThat(Math.abs(mask[i] - expected[i])).isLessThan(2e-5f);
            }
        }
    }

    @Test
    void isAModelThatDl4jRestores() throws IOException {
        NetworkFixture fixture = NetworkFixture.of(Network.UNET);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(written(fixture)), false);
        try (INDArray weights = fixture.weights()) {
            assertThat(Dense.copy(restored.params())).isEqualTo(Dense.copy(weights));
        }
        assertThat(((UNetConf) restored.getLayer(0).conf().getLayer()).plan().filters())
                .isEqualTo(fixture.plan().filters());
    }

    @Test
    void refusesWhatIsNoModelOrIsDamaged() throws IOException {
        byte[] good = written(NetworkFixture.of(Network.UNET));
        refused("not a zip".getBytes(StandardCharsets.UTF_8), "is no model file");
        refused(Arrays.copyOf(good, good.length / 2), "damaged");
        refused(Arrays.copyOf(good, 300), "damaged");
        byte[] flipped = good.clone();
        flipped[good.length - 2000] ^= 1;
        refused(flipped, "damaged");
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(other)) {
            zip.putNextEntry(new ZipEntry("something"));
        }
        refused(other.toByteArray(), "no lungmentor.json");
    }

    @Test
    void refusesAModelOfANewerVersion() throws IOException {
        ByteArrayOutputStream newer = new ByteArrayOutputStream();
        try (ZipInputStream from =
                        new ZipInputStream(new ByteArrayInputStream(written(NetworkFixture.of(Network.UNET))));
                ZipOutputStream to = new ZipOutputStream(newer)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = from.readAllBytes();
                to.write(
                        entry.getName().equals(ModelFile.CARD)
                                ? new String(content, StandardCharsets.UTF_8)
                                        .replace("\"format\" : 1", "\"format\" : 2")
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
        }
        assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(newer.toByteArray()), "m.zip"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("in format 2")
                .hasMessageContaining("newer lungmentor");
    }

    private static void refused(byte[] bytes, String why) {
        assertThatThrownBy(() -> ModelFile.read(new ByteArrayInputStream(bytes), "m.zip"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("m.zip")
                .hasMessageContaining(why);
    }

    @Test
    void refusesACropThatDoesNotDivide() throws IOException {
        try (ModelFile model =
                        ModelFile.read(new ByteArrayInputStream(written(NetworkFixture.of(Network.UNET))), "m.zip");
                Predictor predictor = Predictor.of(model, TORCH)) {
            assertThatThrownBy(() -> predictor.predict(16, 20, 8, new float[16 * 20 * 8]))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("16 x 20 x 8")
                    .hasMessageContaining("divisible by 8");
        }
    }
}
