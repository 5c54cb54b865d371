package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;

/**
 * Says where the time of a network's forward and backward goes: a line for each product of a convolution, with the way that computes it and
 * the operations that a direct convolution needs for it, one line for all the rest, and what an update costs besides.
 *
 * <pre>
 *   LayerBench NETWORK DEPTH HEIGHT WIDTH [REPEAT [THREADS [PRECISION]]]
 * </pre>
 *
 * <p>Times are the best of REPEAT (10) by the clock, of forward and of backward by themselves; the rest is what the products' best leave of
 * these.
 */
public final class LayerBench {
    private final Plan plan;
    private final Extent extent;
    private final int repeat;
    private final int threads;
    private final Precision precision;
    private final List<Timed> products = new ArrayList<>();

    private LayerBench(String[] words) {
        plan = Plan.of(Network.of(words[0]));
        extent = new Extent(number(words, 1, 0), number(words, 2, 0), number(words, 3, 0));
        repeat = number(words, 4, 10);
        threads = number(words, 5, 2);
        precision = words.length > 6 ? Precision.parse(words[6]) : Precision.FLOAT32;
    }

    private static int number(String[] words, int index, int usual) {
        return words.length > index ? Integer.parseInt(words[index]) : usual;
    }

    /** Runs the bench with the words that the class describes; the result goes to standard output. */
    public static void main(String[] words) {
        new LayerBench(words).run();
    }

    private void run() {
        Layers layers = new Layers(plan);
        try (OneDnn dnn = new OneDnn(threads);
                WeightStore weights = new WeightStore(layers, dnn.workers());
                FirstThatCan ways = FirstThatCan.of(dnn, precision, new WinogradRule());
                Program program = ProgramBuilder.build(layers, weights, timed(ways), dnn.workers(), extent, true);
                OffHeap memory = new OffHeap(program.bytes())) {
            weights.pack(FloatBuffer.wrap(normal(plan.length())));
            program.bind(memory.address());
            OffHeap.buffer(program.input().address(), program.input().bytes())
                    .asFloatBuffer()
                    .put(normal(program.input().floats()));
            float[] gradient = normal(program.logitsGradient().floats());
            double forward = Double.POSITIVE_INFINITY;
            double backward = Double.POSITIVE_INFINITY;
            for (int i = 0; i < repeat; i++) {
                forward = Math.min(forward, milliseconds(program::forward));
                OffHeap.buffer(
                                program.logitsGradient().address(),
                                program.logitsGradient().bytes())
                        .asFloatBuffer()
                        .put(gradient);
                backward = Math.min(backward, milliseconds(program::backward));
            }
            print(forward + backward);
            FloatBuffer parameters = FloatBuffer.wrap(normal(plan.length()));
            System.out.printf(
                    Locale.ROOT,
                    "once an update: weights packed %.1f ms, gradients unpacked %.1f ms%n",
                    best(() -> weights.pack(parameters)),
                    best(() -> weights.unpack(parameters)));
        }
    }

    private double best(Runnable work) {
        return IntStream.range(0, repeat)
                .mapToDouble(i -> milliseconds(work))
                .min()
                .orElseThrow();
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private Convolver timed(FirstThatCan ways) {
        return new FirstThatCan(
                ways.ways().stream().<Convolver>map(TimedConvolver::new).toList());
    }

    private void print(double whole) {
        System.out.printf(
                Locale.ROOT,
                "%s, %d x %d x %d, %d threads, %s: %.1f ms forward and backward%n",
                plan.network().label(),
                extent.depth(),
                extent.height(),
                extent.width(),
                threads,
                precision.label(),
                whole);
        double sum = 0;
        for (Timed product : products) {
            double milliseconds = product.best / 1e6;
            sum += milliseconds;
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %-18s %8.2f ms %5.1f %%  %7.2f GFLOP %6.0f GFLOP/s%n",
                    product.name,
                    product.way,
                    milliseconds,
                    100 * milliseconds / whole,
                    product.operations / 1e9,
                    product.operations / (double) product.best);
        }
        System.out.printf(
                Locale.ROOT, "%-63s %8.2f ms %5.1f %%%n", "all the rest", whole - sum, 100 * (whole - sum) / whole);
    }

    private static float[] normal(long length) {
        Random random = new Random(1);
        float[] values = new float[Math.toIntExact(length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.05 * random.nextGaussian());
        }
        return values;
    }

    /** Wraps every step that another convolver makes. */
    private final class TimedConvolver implements Convolver {
        private final Convolver way;

        TimedConvolver(Convolver way) {
            this.way = way;
        }

        @Override
        public Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z) {
            return way.apply(kernel, stride, x, z).map(step -> timed("W x", kernel, stride, z, step));
        }

        @Override
        public Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x) {
            return way.transpose(kernel, stride, z, x).map(step -> timed("W^T z", kernel, stride, z, step));
        }

        @Override
        public Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z) {
            return way.correlate(kernel, stride, x, z).map(step -> timed("gradient", kernel, stride, z, step));
        }

        private Step timed(String product, Kernel kernel, int stride, Tensor z, Step step) {
            Extent at = z.extent();
            String name = String.format(
                    Locale.ROOT,
                    "%d -> %d, kernel %d, stride %d, z %s, %s",
                    kernel.ins(),
                    kernel.outs(),
                    kernel.size(),
                    stride,
                    Arrays.toString(new int[] {at.depth(), at.height(), at.width()}),
                    product);
            long operations = 2L * kernel.ins() * kernel.outs() * kernel.taps() * at.voxels();
            Timed timed = new Timed(name, way.getClass().getSimpleName(), operations, step);
            products.add(timed);
            return timed;
        }
    }

    private static final class Timed implements Step {
        private final String name;
        private final String way;
        private final long operations;
        private final Step step;
        private long best = Long.MAX_VALUE;

        Timed(String name, String way, long operations, Step step) {
            this.name = name;
            this.way = way;
            this.operations = operations;
            this.step = step;
        }

        @Override
        public List<Region> touched() {
            return step.touched();
        }

        @Override
        public void bind() {
            step.bind();
        }

        @Override
        public void run() {
            long start = System.nanoTime();
            step.run();
            best = Math.min(best, System.nanoTime() - start);
        }

        @Override
        public void close() {
            step.close();
        }
    }
}
