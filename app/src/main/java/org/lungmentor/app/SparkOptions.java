package org.lungmentor.app;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the work runs. Kept free of Spark's own types: help must not load them. */
final class SparkOptions {
    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Spark's master: local[N], spark://HOST:PORT, yarn, ... Without it, all cores of this machine within"
                            + " this process.")
    private Optional<String> master = Optional.empty();

    Optional<String> master() {
        return master;
    }
}
