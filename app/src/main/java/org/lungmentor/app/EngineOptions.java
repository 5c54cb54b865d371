package org.lungmentor.app;

import java.util.Optional;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.Precision;
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

    @Option(
            names = "--precision",
            paramLabel = "float32|bfloat16",
            defaultValue = "float32",
            description =
                    "What convolutions multiply; bfloat16, for the engine onednn, is less exact and faster on processors that"
                            + " have it. Default: ${DEFAULT-VALUE}.")
    private String precision = "float32";

    /** What is asked for, to be found on the machine that computes. */
    EngineRequest request() {
        int count = threads.orElse(0);
        if (threads.isPresent() && count < 1) {
            throw new UsageException("--threads " + count + " is less than one thread.");
        }
        return new EngineRequest(engine.orElse(""), device.orElse(""), count, Precision.parse(precision));
    }
}
