package org.lungmentor.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.lungmentor.imaging.UsageException;

/**
 * Which engine computes, on which device, with how many threads.
 *
 * @param warning what is lost with this choice, as a sentence; empty where it is the best there is
 */
public record EngineChoice(NetworkEngine.Factory factory, String device, int threads, Optional<String> warning) {

    /** The default engine on the device that this task was given, with a thread a processor. */
    public static EngineChoice automatic() {
        return of(Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    /**
     * The engine that is asked for; what is left open is chosen: on a GPU that this Spark task was given, or that this machine
     * has, {@code torch}; else {@code onednn}; else {@code nd4j}, with a warning.
     *
     * @param engine {@code onednn}, {@code torch} or {@code nd4j}
     * @param device {@code cpu}, {@code cuda}, {@code cuda:1}, ...
     * @param threads at least 1; default: this machine's processors
     */
    public static EngineChoice of(Optional<String> engine, Optional<String> device, OptionalInt threads) {
        int count = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (count < 1) {
            throw new UsageException("--threads " + count + " is less than one thread.");
        }
        List<NetworkEngine.Factory> all = factories();
        if (engine.isPresent()) {
            NetworkEngine.Factory factory = named(all, engine.get());
            String place = device.or(EngineChoice::gpuOfTask).orElse("cpu");
            return usable(factory, place, count, Optional.empty());
        }
        String place = device.or(EngineChoice::gpuOfTask).orElseGet(() -> torchSeesGpu(all) ? "cuda" : "cpu");
        if (!place.equals("cpu")) {
            return usable(named(all, "torch"), place, count, Optional.empty());
        }
        for (NetworkEngine.Factory factory : all) {
            if (factory.name().equals("onednn") && factory.unavailable(place).isEmpty()) {
                return new EngineChoice(factory, place, count, Optional.empty());
            }
        }
        return usable(
                named(all, "nd4j"),
                place,
                count,
                Optional.of("The engine 'onednn' does not run here; 'nd4j' takes about twice the time, without ND4J's"
                        + " oneDNN binary about eight times. Run 'lungmentor doctor' to see why."));
    }

    /** Every engine on the class path, whether it runs here or not. */
    public static List<NetworkEngine.Factory> factories() {
        List<NetworkEngine.Factory> found = new ArrayList<>();
        ServiceLoader.load(NetworkEngine.Factory.class, EngineChoice.class.getClassLoader())
                .forEach(found::add);
        return found;
    }

    /** An engine for this plan. */
    public NetworkEngine create(Plan plan) {
        return factory.create(plan, device, threads);
    }

    private static EngineChoice usable(
            NetworkEngine.Factory factory, String device, int threads, Optional<String> warning) {
        factory.unavailable(device).ifPresent(why -> {
            throw new UsageException(why);
        });
        return new EngineChoice(factory, device, threads, warning);
    }

    private static NetworkEngine.Factory named(List<NetworkEngine.Factory> all, String name) {
        return all.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no engine '" + name + "' here: there is "
                        + all.stream().map(NetworkEngine.Factory::name).collect(Collectors.joining(", ")) + "."));
    }

    private static boolean torchSeesGpu(List<NetworkEngine.Factory> all) {
        return all.stream()
                .anyMatch(f -> f.name().equals("torch") && f.unavailable("cuda").isEmpty());
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
}
