package org.lungmentor.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.ConsoleProgress;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.ProgressListener;
import picocli.CommandLine.Option;

/** What commands that run a job over cases have in common. */
final class CaseOptions {
    @Option(names = "--cases", paramLabel = "FILE", description = "Local text file: only these cases, one name a line.")
    private Optional<Path> cases = Optional.empty();

    @Option(names = "--dry-run", description = "Names the cases and does nothing.")
    private boolean dryRun;

    @Option(names = "--redo", description = "Does cases again though nothing about them has changed.")
    private boolean redo;

    @Option(
            names = "--verify",
            description =
                    "Finds out by their content which inputs have changed, not by path, size and time of change alone.")
    private boolean verify;

    @Option(
            names = "--ignore-known-refusals",
            description = "Cases that were refused before and have not changed do not count in the exit status.")
    private boolean ignoreKnownRefusals;

    /**
     * The names in the {@code --cases} file; empty: all cases.
     *
     * @throws UsageException if the file cannot be read or names nothing
     */
    Optional<Set<String>> cases() {
        return CaseFile.read(cases);
    }

    /** Whether the cases are only to be named. */
    boolean dryRun() {
        return dryRun;
    }

    /** How the job runs, with progress on stderr unless {@code -q} was given. */
    JobOptions job(OutputOptions output) {
        ProgressListener progress = output.quiet() ? ProgressListener.silent() : ConsoleProgress.onStderr();
        return new JobOptions(redo, verify, ignoreKnownRefusals, progress);
    }
}
