package org.lungmentor.app;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What commands that run a job over cases have in common. */
final class JobOptions {
    @Option(names = "--cases", paramLabel = "FILE", description = "Only these cases, one name a line.")
    private Optional<Path> cases = Optional.empty();

    @Option(names = "--redo", description = "Does cases again though nothing about them has changed.")
    private boolean redo;

    @Option(
            names = "--verify",
            description = "Compares the content of all inputs with what was used, not only size and time of change.")
    private boolean verify;

    @Option(names = "--dry-run", description = "Says which cases would be done, and does none.")
    private boolean dryRun;

    @Option(
            names = "--ignore-known-refusals",
            description = "Cases that were refused before and have not changed do not count in the exit status.")
    private boolean ignoreKnownRefusals;

    Optional<Path> cases() {
        return cases;
    }

    boolean redo() {
        return redo;
    }

    boolean verify() {
        return verify;
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean ignoreKnownRefusals() {
        return ignoreKnownRefusals;
    }
}
