package org.lungmentor.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every command has: where its defaults are read, and how much it says. */
final class OutputOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE.yaml",
            description = "Defaults for options, by their long names, under the command's name or at the top.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", description = "The summary as one JSON object on stdout.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Says more: Spark's own log, and a stack trace where something fails.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress; results and errors only.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /** The file that {@link Defaults} has read before the options were parsed. */
    Optional<Path> config() {
        return config;
    }

    /** Prints the command's result: one JSON object, or the text for people. */
    void result(PrintWriter out, Map<String, ?> summary, String text) {
        if (!json) {
            out.println(text);
            return;
        }
        try {
            out.println(new ObjectMapper().writeValueAsString(summary));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The summary holds what JSON has no word for", e);
        }
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    /** Whether {@code -v} was given to the command that ran, the last one named on the line. */
    static boolean verbose(CommandLine root) {
        CommandLine at = root;
        while (true) {
            CommandLine.ParseResult parsed = at.getParseResult();
            if (parsed == null) {
                return false;
            }
            if (parsed.hasMatchedOption("--verbose")) {
                return true;
            }
            if (parsed.subcommand() == null) {
                return false;
            }
            at = parsed.subcommand().commandSpec().commandLine();
        }
    }
}
