package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungmentor.train.selftest.NetworkFixture;
import org.lungmentor.train.selftest.SelfTest;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What every engine promises. A subclass names its factory. */
abstract class NetworkEngineContract {
    private static final int[] FEW = {4, 6, 8, 12};

    /** The engine under test. */
    abstract NetworkEngine.Factory factory();

    /** How far two computations of the same may differ: 0 where an engine gives the same bits for other sizes, too. */
    double tolerance() {
        return 1e-5;
    }

    private NetworkEngine engine(Plan plan) {
        return engine(plan, Precision.FLOAT32);
    }

    private NetworkEngine engine(Plan plan, Precision precision) {
        return factory().create(plan, "cpu", 1, precision);
    }

    @Test
    void runsHere() {
        assertThat(factory().unavailable("cpu", Precision.FLOAT32)).isEmpty();
        assertThat(factory().unavailable("abacus", Precision.FLOAT32)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void computesWhatPyTorchComputes(Network network) {
        assertThat(SelfTest.small(network, this::engine)).hasSize(8).allMatch(SelfTest.Row::ok);
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void computesWhatPyTorchComputesAtFullSize(Network network) {
        assertThat(SelfTest.fullSize(network, this::engine)).matches(SelfTest.Row::ok);
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void comesCloseWithFactorsInBfloat16(Network network) {
        assumeTrue(factory().unavailable("cpu", Precision.BFLOAT16).isEmpty());
        Plan plan = network.student() ? Plan.of(network, 16, 16, 24, 32, 32) : Plan.of(network, 16, 16, 24, 32);
        int[] size = {2 * plan.divisor(), plan.divisor(), 2 * plan.divisor()};
        int logits = network.heads() * size[0] * size[1] * size[2];
        try (NetworkEngine exact = engine(plan);
                NetworkEngine rounded = engine(plan, Precision.BFLOAT16);
                INDArray weights = weights(plan, 1)) {
            exact.parameters(weights);
            rounded.parameters(weights);
            float[] a = pass(exact, plan, size);
            float[] b = pass(rounded, plan, size);
            assertThat(distance(a, b, 0, logits)).isBetween(1e-4, 1e-2);
            assertThat(distance(a, b, logits, a.length)).isBetween(1e-4, 0.15);
        }
    }

    /** Root of the sum of squared differences by that of the values. */
    private static double distance(float[] a, float[] b, int first, int end) {
        double gap = 0;
        double size = 0;
        for (int i = first; i < end; i++) {
            gap += Math.pow((double) a[i] - b[i], 2);
            size += Math.pow(a[i], 2);
        }
        return Math.sqrt(gap / size);
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void learnsTheSameDrivenByDl4j(Network network) {
        NetworkFixture fixture = NetworkFixture.of(network);
        try (Learner own = SelfTest.learner(fixture, this::engine);
                Learner other = SelfTest.learner(fixture, this::engine);
                NetworkEngine engine = engine(fixture.plan())) {
            MultiLayerNetwork dl4j = other.network();
            ((UNetLayer) dl4j.getLayer(0)).setEngine(engine);
            for (int i = 0; i < 3; i++) {
                try (INDArray x = fixture.input(i);
                        INDArray t = fixture.target(i)) {
                    own.learn(x, t);
                    own.update();
                    dl4j.fit(new DataSet(x, t));
                }
            }
            assertThat(largest(Dense.copy(own.network().params()), Dense.copy(dl4j.params())))
                    .isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void takesAnotherSizeAtEveryCall(Network network) {
        Plan plan = small(network);
        int n = plan.divisor();
        int[][] sizes = {{2 * n, 3 * n, 4 * n}, {n, n, 2 * n}, {3 * n, 2 * n, n}, {2 * n, 3 * n, 4 * n}};
        List<float[]> fresh = new ArrayList<>();
        for (int[] size : sizes) {
            try (Pass pass = new Pass(plan, size)) {
                fresh.add(pass.run(1));
            }
        }
        try (NetworkEngine engine = engine(plan);
                INDArray weights = weights(plan, 1)) {
            engine.parameters(weights);
            for (int i = 0; i < sizes.length; i++) {
                assertThat(largest(pass(engine, plan, sizes[i]), fresh.get(i))).isLessThanOrEqualTo(tolerance());
            }
        }
    }

    @Test
    void seesEveryCaseOfABatchByItself() {
        Plan plan = small(Network.TEACHER);
        try (NetworkEngine engine = engine(plan);
                INDArray weights = weights(plan, 2);
                INDArray both = random(7, 2, 2, 16, 24, 8);
                INDArray out = Dense.create(2, 1, 16, 24, 8)) {
            engine.parameters(weights);
            engine.forward(both, out, false);
            float[] batch = Dense.copy(out);
            for (int i = 0; i < 2; i++) {
                try (INDArray one = Dense.create(1, 2, 16, 24, 8);
                        INDArray alone = Dense.create(1, 1, 16, 24, 8)) {
                    float[] all = Dense.copy(both);
                    int length = all.length / 2;
                    Dense.pointer(one).put(Arrays.copyOfRange(all, i * length, (i + 1) * length));
                    engine.forward(one, alone, false);
                    float[] expected = Dense.copy(alone);
                    float[] part = Arrays.copyOfRange(batch, i * expected.length, (i + 1) * expected.length);
                    assertThat(largest(part, expected)).isLessThanOrEqualTo(tolerance());
                }
            }
        }
    }

    @Test
    void givesTheSumOfGradientsOnceAndClearsIt() {
        Plan plan = small(Network.SC_STUDENT);
        int[] size = {16, 32, 16};
        try (NetworkEngine engine = engine(plan);
                INDArray weights = weights(plan, 3);
                INDArray gradient = Dense.create(plan.length())) {
            engine.parameters(weights);
            engine.gradient(gradient);
            assertThat(gradient.amaxNumber().doubleValue()).isZero();
            float[] once = gradientAfter(engine, plan, size, 1);
            float[] twice = gradientAfter(engine, plan, size, 2);
            for (int i = 0; i < once.length; i++) {
                assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-5f));
            }
        }
    }

    @Test
    void goesBackOnceAfterAForwardThatKeeps() {
        Plan plan = small(Network.UNET);
        try (NetworkEngine engine = engine(plan);
                INDArray weights = weights(plan, 4);
                INDArray x = random(1, 1, 1, 8, 8, 16);
                INDArray z = Dense.create(1, 1, 8, 8, 16)) {
            engine.parameters(weights);
            assertThatThrownBy(() -> engine.backward(z)).isInstanceOf(IllegalStateException.class);
            engine.forward(x, z, true);
            engine.forward(x, z, false);
            assertThatThrownBy(() -> engine.backward(z)).isInstanceOf(IllegalStateException.class);
            engine.forward(x, z, true);
            engine.backward(z);
            assertThatThrownBy(() -> engine.backward(z)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void twoNetworksLearnInTwoThreadsAsTheyDoAlone() throws Exception {
        Callable<float[]> teacher = () -> learned(small(Network.TEACHER), 8);
        Callable<float[]> student = () -> learned(small(Network.DC_STUDENT), 16);
        float[] first = teacher.call();
        float[] second = student.call();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<float[]>> together = threads.invokeAll(List.of(teacher, student));
            assertThat(together.get(0).get()).isEqualTo(first);
            assertThat(together.get(1).get()).isEqualTo(second);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void opensAgainAfterItWasClosedAndForgetsNothingElse() {
        assertThat(learned(small(Network.TEACHER), 8)).isEqualTo(learned(small(Network.TEACHER), 8));
    }

    @Test
    void keepsItsMemoryFlatOverAThousandSteps() throws Exception {
        // The top level's activation is 33 or 66 KB: one that is not given back a step makes 49 MB of the thousand.
        // Allocators breathe by some MB, hence the most of the beginning and the least of the end. Java's collector
        // runs every hundred steps, as it does while a trainer reads crops: ND4J frees the contexts of its operations
        // then, and not before.
        Plan plan = Plan.of(Network.TEACHER, 16, 4, 4, 4);
        try (NetworkEngine engine = engine(plan);
                INDArray weights = weights(plan, 5)) {
            engine.parameters(weights);
            long before = 0;
            for (int window = 0; window < 3; window++) {
                before = Math.max(before, megabytesAfter(100, engine, plan));
            }
            long after = Long.MAX_VALUE;
            for (int window = 0; window < 10; window++) {
                long megabytes = megabytesAfter(100, engine, plan);
                after = window < 7 ? Long.MAX_VALUE : Math.min(after, megabytes);
            }
            assertThat(after - before).isLessThan(40);
        }
    }

    private long megabytesAfter(int count, NetworkEngine engine, Plan plan) throws Exception {
        steps(engine, plan, count);
        return nativeMegabytes();
    }

    private void steps(NetworkEngine engine, Plan plan, int count) {
        for (int i = 0; i < count; i++) {
            gradientAfter(engine, plan, new int[] {16, 16, 16 + 16 * (i % 2)}, 1);
        }
    }

    /** What this process holds beyond Java's heap, after what the collector frees is freed. */
    private static long nativeMegabytes() throws Exception {
        System.gc();
        Thread.sleep(300);
        long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                .sum();
        return resident / 1024 - Runtime.getRuntime().totalMemory() / (1 << 20);
    }

    private static Plan small(Network network) {
        return network.student() ? Plan.of(network, 4, 6, 8, 10, 12) : Plan.of(network, FEW);
    }

    /** Parameters after five updates on random cases. */
    private float[] learned(Plan plan, int unit) {
        try (Learner learner = new Learner(UNetConf.network(plan, 1e-3, 11), engine(plan))) {
            for (int i = 0; i < 5; i++) {
                long[] size = {2L * unit, unit, (2L + i % 2) * unit};
                try (INDArray x = random(i, 1, plan.network().inputs(), size[0], size[1], size[2]);
                        INDArray t = random(100 + i, 1, plan.network().heads(), size[0], size[1], size[2])) {
                    t.assign(t.gt(1));
                    learner.learn(x, t);
                    learner.update();
                }
            }
            return Dense.copy(learner.network().params());
        }
    }

    private float[] gradientAfter(NetworkEngine engine, Plan plan, int[] size, int cases) {
        try (INDArray x = random(8, 1, plan.network().inputs(), size[0], size[1], size[2]);
                INDArray z = Dense.create(1, plan.network().heads(), size[0], size[1], size[2]);
                INDArray g = random(9, z.shape());
                INDArray gradient = Dense.create(plan.length())) {
            g.divi(z.length());
            for (int i = 0; i < cases; i++) {
                engine.forward(x, z, true);
                engine.backward(g);
            }
            engine.gradient(gradient);
            return Dense.copy(gradient);
        }
    }

    /** Logits and gradient of one pass, joined. */
    private static float[] pass(NetworkEngine engine, Plan plan, int[] size) {
        try (INDArray x = random(6, 1, plan.network().inputs(), size[0], size[1], size[2]);
                INDArray z = Dense.create(1, plan.network().heads(), size[0], size[1], size[2]);
                INDArray g = random(9, z.shape());
                INDArray gradient = Dense.create(plan.length())) {
            g.divi(z.length());
            engine.forward(x, z, true);
            float[] logits = Dense.copy(z);
            engine.backward(g);
            engine.gradient(gradient);
            float[] both = Arrays.copyOf(logits, logits.length + Math.toIntExact(plan.length()));
            System.arraycopy(Dense.copy(gradient), 0, both, logits.length, Math.toIntExact(plan.length()));
            return both;
        }
    }

    private final class Pass implements AutoCloseable {
        private final NetworkEngine engine;
        private final Plan plan;
        private final int[] size;

        Pass(Plan plan, int[] size) {
            this.engine = engine(plan);
            this.plan = plan;
            this.size = size;
        }

        float[] run(int seed) {
            try (INDArray weights = weights(plan, seed)) {
                engine.parameters(weights);
            }
            return pass(engine, plan, size);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static INDArray weights(Plan plan, int seed) {
        return UNetConf.network(plan, 1, seed).params().dup('c').reshape(plan.length());
    }

    private static INDArray random(int seed, long... shape) {
        INDArray array = Dense.create(shape);
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(array.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Dense.pointer(array).put(values);
        return array;
    }

    private static double largest(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double gap = 0;
        for (int i = 0; i < a.length; i++) {
            gap = Math.max(gap, Math.abs((double) a[i] - b[i]));
        }
        return gap;
    }
}
