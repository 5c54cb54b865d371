package org.lungmentor.train.onednn;

import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.lungmentor.train.Precision;

/**
 * Times one convolution of 3x3x3 with stride 1, its three products each, by every way that there is, in turn:
 *
 * <pre>
 *   ConvolverBench INS OUTS DEPTH HEIGHT WIDTH [REPEAT [THREADS]]
 * </pre>
 *
 * <p>Times are the best of REPEAT (10): with one thread that thread's processor time, with more the clock's.
 */
public final class ConvolverBench {
    private final int ins;
    private final int outs;
    private final Extent extent;
    private final int repeat;
    private final int threads;

    private ConvolverBench(int[] numbers) {
        ins = numbers[0];
        outs = numbers[1];
        extent = new Extent(numbers[2], numbers[3], numbers[4]);
        repeat = numbers.length > 5 ? numbers[5] : 10;
        threads = numbers.length > 6 ? numbers[6] : 1;
    }

    /** Runs the bench with the numbers that the class describes; the result goes to standard output. */
    public static void main(String[] numbers) {
        new ConvolverBench(Arrays.stream(numbers).mapToInt(Integer::parseInt).toArray()).run();
    }

    private void run() {
        try (OneDnn dnn = new OneDnn(threads);
                Kernel kernel = kernel();
                RoundedConvolver rounded = new RoundedConvolver(dnn);
                WinogradConvolver f2 = new WinogradConvolver(dnn, (i, o, e, g) -> Optional.of(Winograd.F2));
                WinogradConvolver f4 = new WinogradConvolver(dnn, (i, o, e, g) -> Optional.of(Winograd.F4))) {
            Map<Way, Convolver> ways = new EnumMap<>(Way.class);
            ways.put(Way.DIRECT, new DirectConvolver(dnn));
            ways.put(Way.F2, f2);
            ways.put(Way.F4, f4);
            if (NativeLibrary.unavailable(Precision.BFLOAT16).isEmpty()) {
                ways.put(Way.BFLOAT16, rounded);
            }
            Tensor x = Tensor.of(ins, extent);
            Tensor z = Tensor.of(outs, extent);
            time("W x", ways, way -> way.apply(kernel, 1, x, z));
            time("W^T z", ways, way -> way.transpose(kernel, 1, z, x));
            time("gradient", ways, way -> way.correlate(kernel, 1, x, z));
        }
    }

    private enum Way {
        DIRECT,
        F2,
        F4,
        BFLOAT16
    }

    private interface Product {
        Optional<Step> by(Convolver way);
    }

    private void time(String name, Map<Way, Convolver> ways, Product product) {
        Map<Way, Step> steps = new EnumMap<>(Way.class);
        Map<Way, Double> best = new EnumMap<>(Way.class);
        ways.forEach((way, convolver) -> product.by(convolver).ifPresent(step -> steps.put(way, step)));
        List<Region> regions = new ArrayList<>();
        steps.values().forEach(step -> regions.addAll(step.touched()));
        long bytes = 0;
        for (Region region : regions.stream().distinct().toList()) {
            region.place(bytes);
            bytes += ChunkedProduct.pages(region.bytes());
        }
        try (OffHeap memory = new OffHeap(bytes)) {
            regions.forEach(region -> region.bind(memory.address()));
            Random random = new Random(1);
            FloatBuffer floats = OffHeap.buffer(memory.address(), (long) Float.BYTES * (ins + outs) * extent.voxels())
                    .asFloatBuffer();
            while (floats.hasRemaining()) {
                floats.put(random.nextFloat() - 0.5f);
            }
            steps.values().forEach(Step::bind);
            for (int i = 0; i < repeat; i++) {
                steps.forEach((way, step) -> best.merge(way, milliseconds(step), Math::min));
            }
        }
        double direct = best.getOrDefault(Way.DIRECT, Double.NaN);
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%d -> %d, %d x %d x %d, threads %d, %s:",
                ins,
                outs,
                extent.depth(),
                extent.height(),
                extent.width(),
                threads,
                name));
        best.forEach((way, time) ->
                line.append(String.format(Locale.ROOT, "  %s %.2f ms (%.2f)", way, time, direct / time)));
        System.out.println(line);
        steps.values().forEach(Step::close);
    }

    private double milliseconds(Step step) {
        long start = now();
        step.run();
        return (now() - start) / 1e6;
    }

    private long now() {
        return threads == 1 ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }

    private Kernel kernel() {
        int taps = 27;
        int[] outNumbers = Layers.sequence(0, outs, outs);
        int[] inNumbers = Layers.sequence(0, ins, ins);
        Kernel kernel = new Kernel(outs, ins, 3, List.of(new WeightSource(0, ins * taps, taps, outNumbers, inNumbers)));
        Random random = new Random(2);
        FloatBuffer parameters = FloatBuffer.allocate(outs * ins * taps);
        while (parameters.hasRemaining()) {
            parameters.put(random.nextFloat() - 0.5f);
        }
        for (int block = 0; block < kernel.outBlocks(); block++) {
            kernel.pack(parameters, block);
        }
        kernel.packed();
        return kernel;
    }
}
