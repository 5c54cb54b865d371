package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lungmentor.train.SliceSource;
import org.lungmentor.train.selftest.NpyFile;
import org.lungmentor.train.weights.R231Weights;
import org.lungmentor.train.weights.TorchStateDict;

/** Held to PyTorch's outputs on weights of a reduced network. */
class R231NetworkTest {
    private static final int SIDE = 256;
    private static final float TOLERANCE = 1e-4f;

    @Test
    void givesPyTorchsLogProbabilities() throws IOException {
        try (InputStream in = resource("batch_64x96.npz");
                R231Network network = new R231Network(weights(), 64, 96, 1)) {
            var arrays = NpyFile.readZip(in);
            float[] input = Objects.requireNonNull(arrays.get("input")).values();
            float[] expected = Objects.requireNonNull(arrays.get("log_softmax")).values();
            for (int slice = 0; slice < 2; slice++) {
                float[] found = logSoftmax(network.logits(source(input, 64 * 96), slice));
                for (int i = 0; i < found.length; i++) {
                    assertThat(Math.abs(found[i] - expected[slice * found.length + i]))
                            .isLessThan(TOLERANCE);
                }
            }
        }
    }

    @Test
    void givesPyTorchsClassesOfASlice() throws IOException {
        float[] expected = array("log_softmax_every_2nd.npy");
        float[] labels = array("labels.npy");
        try (R231Network network = new R231Network(weights(), SIDE, SIDE, 1)) {
            SliceSource source = source(slice(), SIDE * SIDE);
            float[] found = logSoftmax(network.logits(source, 0));
            byte[] classes = new byte[SIDE * SIDE];
            network.classify(1, source, classes);
            for (int i = 0; i < expected.length; i++) {
                int half = SIDE / 2;
                int at = (i / half * 2 % SIDE + i / half / half * SIDE) * SIDE + i % half * 2;
                assertThat(Math.abs(found[at] - expected[i])).isLessThan(TOLERANCE);
            }
            for (int i = 0; i < classes.length; i++) { // the two best may change places where they are nearly equal
                float best = found[classes[i] * SIDE * SIDE + i];
                assertThat(best - found[(int) labels[i] * SIDE * SIDE + i]).isBetween(0f, TOLERANCE);
            }
        }
    }

    @Test
    void givesTheSameWithAnyNumberOfThreads() throws IOException {
        float[] one = slice();
        SliceSource source = (slice, into) -> {
            for (int i = 0; i < into.length; i++) {
                into[i] = one[i] * (1 + slice % 3);
            }
        };
        byte[] alone = new byte[7 * SIDE * SIDE];
        byte[] together = new byte[7 * SIDE * SIDE];
        try (R231Network network = new R231Network(weights(), SIDE, SIDE, 1);
                R231Network threads = new R231Network(weights(), SIDE, SIDE, 3)) {
            network.classify(7, source, alone);
            threads.classify(7, source, together);
        }
        assertThat(together).isEqualTo(alone).contains(0, 1, 2);
    }

    @Test
    void wantsSidesThatHalveFourTimes() throws IOException {
        R231Weights weights = weights();
        assertThatThrownBy(() -> new R231Network(weights, 64, 40, 1)).hasMessageContaining("64 x 40");
    }

    private static R231Weights weights() throws IOException {
        try (InputStream in = resource("state_dict.pth")) {
            return R231Weights.of(TorchStateDict.read(in, "state_dict.pth"), "state_dict.pth");
        }
    }

    /** Scaled as the network wants it. */
    private static float[] slice() throws IOException {
        float[] hu = array("slice_hu.npy");
        for (int i = 0; i < hu.length; i++) {
            hu[i] = (float) ((Math.min(Math.max(hu[i], -1024.0), 600.0) + 1024) / 1624);
        }
        return hu;
    }

    private static SliceSource source(float[] slices, int pixels) {
        return (slice, into) -> System.arraycopy(slices, slice * pixels, into, 0, pixels);
    }

    private static float[] logSoftmax(float[] logits) {
        int pixels = logits.length / 3;
        float[] found = new float[logits.length];
        for (int i = 0; i < pixels; i++) {
            double most = Math.max(logits[i], Math.max(logits[pixels + i], logits[2 * pixels + i]));
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += Math.exp(logits[c * pixels + i] - most);
            }
            for (int c = 0; c < 3; c++) {
                found[c * pixels + i] = (float) (logits[c * pixels + i] - most - Math.log(sum));
            }
        }
        return found;
    }

    private static float[] array(String name) throws IOException {
        try (InputStream in = resource(name)) {
            return NpyFile.read(in).values();
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(R231NetworkTest.class.getResourceAsStream("/fixtures/r231/" + name), name);
    }
}
