package org.lungmentor.app;

import java.util.Optional;
import java.util.OptionalInt;
import org.lungmentor.expand.EngineRequest;
import org.lungmentor.train.EngineChoice;
import picocli.CommandLine.Option;

/** What computes the networks. */
final class EngineOptions {
    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "onednn, torch or nd4j; without it torch on a GPU that there is, else onednn.")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "cpu, cuda, cuda:1, ...; without it what the engine finds.")
    private Optional<String> device = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the engine; without it one for each processor.")
    private Optional<Integer> threads = Optional.empty();

    Optional<String> engine() {
        return engine;
    }

    Optional<String> device() {
        return device;
    }

    OptionalInt threads() {
        return threads.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** What is asked for, to be found on the machine that computes. */
    EngineRequest request() {
        return new EngineRequest(engine.orElse(""), device.orElse(""), threads.orElse(0));
    }

    /** The engine that is asked for, or the best there is. */
    EngineChoice choice() {
        return EngineChoice.of(engine, device, threads());
    }
}
