package org.lungmentor.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.lungmentor.imaging.UsageException;

/**
 * Which engine is wanted; decided on the machine that computes, by {@link #choice}: an executor may have a GPU where the driver
 * has none.
 *
 * @param engine {@code onednn}, {@code torch} or {@code nd4j}; empty text: the best there is
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1}, ...; empty text: the one that the task was given
 * @param threads 0: one a processor
 * @param precision of the factors of convolutions
 */
public record EngineRequest(String engine, String device, int threads, Precision precision) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The best engine that a machine has. */
    public static final EngineRequest BEST = new EngineRequest("", "", 0, Precision.FLOAT32);

    /** @throws UsageException if threads is negative */
    public EngineRequest {
        if (threads < 0) {
            throw new UsageException("--threads " + threads + " is less than one thread.");
        }
    }

    /**
     * The engine that is asked for; what is left open is chosen: on a GPU that this Spark task was given, or that this machine
     * has, {@code torch}; else {@code onednn}; else {@code nd4j}, with a warning.
     *
     * @throws UsageException if there is no such engine or device on this machine
     */
    public EngineChoice choice() {
        List<NetworkEngine.Factory> all = factories();
        Optional<String> wanted = present(device).or(EngineRequest::gpuOfTask);
        if (!engine.isEmpty()) {
            return usable(named(all, engine), wanted.orElse("cpu"), Optional.empty());
        }
        String place = wanted.orElseGet(() -> torchSeesGpu(all) ? "cuda" : "cpu");
        if (!place.equals("cpu")) {
            return usable(named(all, "torch"), place, Optional.empty());
        }
        if (precision != Precision.FLOAT32) {
            return usable(named(all, "onednn"), place, Optional.empty());
        }
        for (NetworkEngine.Factory factory : all) {
            if (factory.name().equals("onednn")
                    && factory.unavailable(place, precision).isEmpty()) {
                return new EngineChoice(factory, place, count(), precision, Optional.empty());
            }
        }
        return usable(
                named(all, "nd4j"),
                place,
                Optional.of("The engine 'onednn' does not run here; 'nd4j' takes about twice the time, without ND4J's"
                        + " oneDNN binary about eight times. Run 'lungmentor doctor' to see why."));
    }

    /** Every engine on the class path, whether it runs here or not. */
    public static List<NetworkEngine.Factory> factories() {
        List<NetworkEngine.Factory> found = new ArrayList<>();
        ServiceLoader.load(NetworkEngine.Factory.class, EngineRequest.class.getClassLoader())
                .forEach(found::add);
        return found;
    }

    private EngineChoice usable(NetworkEngine.Factory factory, String place, Optional<String> warning) {
        factory.unavailable(place, precision).ifPresent(why -> {
            throw new UsageException(why);
        });
        return new EngineChoice(factory, place, count(), precision, warning);
    }

    private int count() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private static NetworkEngine.Factory named(List<NetworkEngine.Factory> all, String name) {
        return all.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no engine '" + name + "' here: there is "
                        + all.stream().map(NetworkEngine.Factory::name).collect(Collectors.joining(", ")) + "."));
    }

    /** Whatever the precision: who has a GPU is told that it cannot compute in that, and not given the processor instead. */
    private static boolean torchSeesGpu(List<NetworkEngine.Factory> all) {
        return all.stream()
                .anyMatch(f -> f.name().equals("torch")
                        && f.unavailable("cuda", Precision.FLOAT32).isEmpty());
    }

    /** The GPU that Spark gave to the task that runs in this thread. */
    private static Optional<String> gpuOfTask() {
        TaskContext task = TaskContext.get();
        if (task == null) {
            return Optional.empty();
        }
        ResourceInformation gpu = task.resourcesJMap().get("gpu");
        return gpu == null || gpu.addresses().length == 0
                ? Optional.empty()
                : Optional.of("cuda:" + gpu.addresses()[0]);
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
