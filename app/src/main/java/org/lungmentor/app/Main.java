package org.lungmentor.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.lungmentor.jobs.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The door: arguments in, an exit status out (contract: 0, 1, 2, 3, 75). */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(System.getenv(), out, err, args);
        out.flush();
        err.flush();
        // Spark leaves threads behind that are no daemons when it could not stop.
        System.exit(status);
    }

    /**
     * Runs one command within this process, as tests do.
     *
     * @param environment where {@code LUNGMENTOR_*} defaults are read
     * @param out results
     * @param err everything else
     * @return the exit status
     */
    public static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new RootCommand());
        line.setOut(out);
        line.setErr(err);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(Main::wrongUsage);
        line.setExecutionExceptionHandler((failure, at, parsed) -> failed(failure, at));
        try {
            Defaults.install(environment, args, line);
            return line.execute(args);
        } catch (Throwable failure) { // errors too: out of memory gets its sentence like any other
            return failed(failure, line);
        }
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        CommandLine at = wrong.getCommandLine();
        PrintWriter err = at.getErr();
        err.println("lungmentor: " + wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try '" + at.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitStatus.USAGE;
    }

    private static int failed(Throwable thrown, CommandLine at) {
        if (isEnding()) {
            // That Spark was torn down under the work is no news, and the status is the signal's, 130.
            return ExitStatus.DEFECT;
        }
        Failure failure = Failure.of(thrown);
        at.getErr().println("lungmentor: " + failure.sentence());
        if (OutputOptions.verbose(at)) {
            thrown.printStackTrace(at.getErr());
        } else if (failure.status() == ExitStatus.DEFECT) {
            at.getErr().println("With -v it says where.");
        }
        return failure.status();
    }

    /** Whether the process was told to end: only then does Java take no more hooks. */
    private static boolean isEnding() {
        Thread hook = new Thread(() -> {}, "none");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
