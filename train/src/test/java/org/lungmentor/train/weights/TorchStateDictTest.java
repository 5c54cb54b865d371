package org.lungmentor.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.Dense;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.selftest.NetworkFixture;
import org.lungmentor.train.selftest.NpyFile;
import org.nd4j.linalg.api.ndarray.INDArray;

class TorchStateDictTest {
    private static byte[] file(String name) throws IOException {
        try (InputStream in = TorchStateDictTest.class.getResourceAsStream("/org/lungmentor/train/pth/" + name)) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    private static Map<String, TorchStateDict.Tensor> read(byte[] bytes) throws IOException {
        return TorchStateDict.read(new ByteArrayInputStream(bytes), "w.pth");
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void readsEveryTensorAsPyTorchWroteIt(Network network) throws IOException {
        Map<String, TorchStateDict.Tensor> tensors = read(file(network.label() + ".pth"));
        Map<String, NpyFile> expected = NetworkFixture.of(network).tensors("weights");
        expected.forEach((name, npy) -> {
            TorchStateDict.Tensor tensor = Objects.requireNonNull(tensors.get(name), name);
            assertThat(tensor.shape()).isEqualTo(npy.shape());
            assertThat(tensor.values()).isEqualTo(npy.values());
        });
        assertThat(tensors).hasSize(network == Network.DC_STUDENT ? 52 : expected.size());
    }

    @Test
    void readsTheOlderFormatAlike() throws IOException {
        Map<String, TorchStateDict.Tensor> zip = read(file("dc-student.pth"));
        Map<String, TorchStateDict.Tensor> legacy = read(file("dc-student-legacy.pth"));
        assertThat(legacy.keySet()).isEqualTo(zip.keySet());
        zip.forEach((name, tensor) ->
                assertThat(Objects.requireNonNull(legacy.get(name)).values()).isEqualTo(tensor.values()));
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void becomesAModelWithTheSameWeights(Network network) throws IOException {
        NetworkFixture fixture = NetworkFixture.of(network);
        byte[] bytes = imported(fixture.plan(), read(file(network.label() + ".pth")), false);
        try (ModelFile model = ModelFile.read(new ByteArrayInputStream(bytes), "m.zip");
                INDArray weights = fixture.weights()) {
            assertThat(Dense.copy(model.parameters())).isEqualTo(Dense.copy(weights));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Safetensors.write(out, model);
            byte[] safe = out.toByteArray();
            int header = safe[0] & 255 | (safe[1] & 255) << 8 | (safe[2] & 255) << 16;
            assertThat(safe).hasSize(8 + header + 4 * (int) fixture.plan().length());
            assertThat(new String(safe, 8, header, StandardCharsets.UTF_8))
                    .contains("\"dtype\":\"F32\"")
                    .contains(fixture.plan().parameters().get(0).name());
        }
    }

    private static byte[] imported(Plan plan, Map<String, TorchStateDict.Tensor> tensors, boolean reversed)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImportedWeights.write(out, plan, tensors, ImportRecipe.axes(reversed), "w.pth");
        return out.toByteArray();
    }

    @Test
    void reversesKernelAxesOfWeightsThatWereTrainedInXyzOrder() throws IOException {
        Plan plan = NetworkFixture.of(Network.UNET).plan();
        Map<String, TorchStateDict.Tensor> tensors = read(file("unet.pth"));
        float[] before = Objects.requireNonNull(
                        tensors.get(plan.parameters().get(0).name()))
                .values();
        try (ModelFile model = ModelFile.read(new ByteArrayInputStream(imported(plan, tensors, true)), "m.zip")) {
            float[] after = Dense.copy(model.parameters());
            assertThat(after[0]).isEqualTo(before[0]);
            assertThat(after[1]).isEqualTo(before[9]);
            assertThat(after[5]).isEqualTo(before[21]);
            assertThat(after[27 + 1]).isEqualTo(before[27 + 9]);
        }
    }

    @Test
    void namesWhatIsMissingTooManyOrMisshaped() throws IOException {
        Plan plan = NetworkFixture.of(Network.UNET).plan();
        Map<String, TorchStateDict.Tensor> tensors = new LinkedHashMap<>(read(file("unet.pth")));
        refusedImport(Plan.of(Network.UNET, 4, 6, 8, 16), tensors, "other shapes");
        tensors.put("model.9.weight", new TorchStateDict.Tensor(new long[] {1}, new float[1]));
        refusedImport(plan, tensors, "does not know: model.9.weight");
        tensors.remove("model.9.weight");
        tensors.remove("model.0.residual.bias");
        refusedImport(plan, tensors, "lacks model.0.residual.bias");
    }

    private static void refusedImport(Plan plan, Map<String, TorchStateDict.Tensor> tensors, String why) {
        assertThatThrownBy(() -> imported(plan, tensors, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why);
    }

    @Test
    void runsNothingThatAFileNames() throws IOException {
        byte[] pickle = "\u0080\u0002cposix\nsystem\nX\u0004\u0000\u0000\u0000true\u0085R."
                .getBytes(StandardCharsets.ISO_8859_1);
        refused(pickle, "posix system");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle);
        }
        refused(out.toByteArray(), "posix system");
    }

    @Test
    void refusesWhatIsDamagedOrNoStateDict() throws IOException {
        byte[] good = file("teacher.pth");
        refused(Arrays.copyOf(good, good.length / 2), "w.pth");
        refused("hello".getBytes(StandardCharsets.UTF_8), "w.pth");
        byte[] legacy = file("dc-student-legacy.pth");
        for (int length = 0; length < legacy.length; length += 997) {
            refused(Arrays.copyOf(legacy, length), "w.pth");
        }
        refused(new byte[0], "too early");
    }

    private static void refused(byte[] bytes, String why) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(UsageException.class).hasMessageContaining(why);
    }

    @Test
    void honoursStridesAndOffsetsAndStaysWithinTheStorage() throws IOException {
        StoredTensor.Storage storage = new StoredTensor.Storage(StoredTensor.Type.FLOAT, "0", 8);
        byte[] bytes = new byte[32];
        for (int i = 0; i < 8; i++) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(4 * i, i);
        }
        StoredTensor transposed = new StoredTensor(storage, 1, new long[] {3, 2}, new long[] {1, 3});
        assertThat(transposed.values(bytes)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThatThrownBy(() -> StoredTensor.of(List.of(storage, 3L, List.of(3L, 2L), List.of(1L, 3L))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("beyond its storage");
    }
}
