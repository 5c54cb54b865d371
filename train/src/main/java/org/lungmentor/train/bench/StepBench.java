package org.lungmentor.train.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.Dense;
import org.lungmentor.train.EngineChoice;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.Learner;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;
import org.lungmentor.train.UNetConf;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Times an update (forward and backward of an accumulation, one Adam step) and a forward alone on random volumes, and prints one line of
 * JSON with the keys of {@code bench/torch_unet.py bench}:
 *
 * <pre>
 *   StepBench --network teacher --size 64 64 64 --threads 2 --accumulate 8 --repeat 5
 * </pre>
 *
 * <p>Times are of whole updates. {@code --clock cpu} measures the processor time of the whole process in place of the time that passes: with
 * one thread, what is left to compare on a machine that others use, too. Peak memory is the process's, as Linux counts it
 * ({@code VmHWM}).
 */
public final class StepBench {
    private Network network = Network.TEACHER;
    private int[] size = {64, 64, 64};
    private int threads = 2;
    private int accumulate = 1;
    private int repeat = 5;
    private int warmup = 2;
    private String engine = "";
    private Precision precision = Precision.FLOAT32;
    private LongSupplier clock = System::nanoTime;

    private StepBench(List<String> options) {
        for (Iterator<String> i = options.iterator(); i.hasNext(); ) {
            String option = i.next();
            switch (option) {
                case "--network" -> network = Network.of(i.next());
                case "--size" -> size = new int[] {number(i), number(i), number(i)};
                case "--threads" -> threads = number(i);
                case "--accumulate" -> accumulate = number(i);
                case "--repeat" -> repeat = number(i);
                case "--warmup" -> warmup = number(i);
                case "--engine" -> engine = i.next();
                case "--precision" -> precision = Precision.parse(i.next());
                case "--clock" -> clock = clock(i.next());
                default -> throw new UsageException("StepBench knows no option " + option + ".");
            }
        }
    }

    /** Runs the bench with the options that the class describes; the result goes to standard output. */
    public static void main(String[] options) throws IOException {
        System.out.println(new StepBench(Arrays.asList(options)).run());
    }

    private String run() throws IOException {
        EngineChoice choice = new EngineRequest(engine, "cpu", threads, precision).choice();
        Plan plan = Plan.of(network);
        try (Learner learner = new Learner(UNetConf.network(plan, 1e-4, 1), choice.create(plan));
                INDArray x = random(plan.network().inputs(), false);
                INDArray target = random(plan.network().heads(), true)) {
            String forward = timed(() -> learner.output(x).close());
            double afterForward = peakMebibytes();
            String update = timed(() -> {
                for (int i = 0; i < accumulate; i++) {
                    learner.learn(x, target);
                }
                learner.update();
            });
            return String.format(
                    Locale.ROOT,
                    "{\"network\": \"%s\", \"engine\": \"%s\", \"precision\": \"%s\", \"size\": %s, \"threads\": %d, \"accumulate\": %d, \"parameters\": %d,"
                            + " \"repeat\": %d, \"warmup\": %d, \"forward\": %s, \"peak_rss_mib_after_forward\": %.1f,"
                            + " \"forward_backward_adam\": %s, \"peak_rss_mib\": %.1f}",
                    network.label(),
                    choice.factory().name(),
                    precision.label(),
                    Arrays.toString(size),
                    threads,
                    accumulate,
                    plan.length(),
                    repeat,
                    warmup,
                    forward,
                    afterForward,
                    update,
                    peakMebibytes());
        }
    }

    private String timed(Runnable work) {
        for (int i = 0; i < warmup; i++) {
            work.run();
        }
        double[] seconds = new double[repeat];
        for (int i = 0; i < repeat; i++) {
            long start = clock.getAsLong();
            work.run();
            seconds[i] = (clock.getAsLong() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return String.format(Locale.ROOT, "{\"median_s\": %.4f, \"best_s\": %.4f}", seconds[repeat / 2], seconds[0]);
    }

    /** Normal values, or for a target 1 in a tenth of the voxels. */
    private INDArray random(int channels, boolean target) {
        INDArray array = Dense.create(1, channels, size[0], size[1], size[2]);
        Random random = new Random(1);
        float[] values = new float[Math.toIntExact(array.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = target ? (random.nextFloat() < 0.1f ? 1 : 0) : (float) random.nextGaussian();
        }
        Dense.pointer(array).put(values);
        return array;
    }

    private static double peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .sum();
    }

    private static LongSupplier clock(String name) {
        return switch (name) {
            case "wall" -> System::nanoTime;
            case "cpu" -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime;
            default -> throw new UsageException("StepBench's clock is wall or cpu, not " + name + ".");
        };
    }

    private static int number(Iterator<String> options) {
        return Integer.parseInt(options.next());
    }
}
