package org.lungmentor.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What every command has: where its defaults are read, and how much it says. */
final class OutputOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE.yaml",
            description =
                    "File of option values: long names without dashes, under a command's name, as in train: {epochs: 40}, or"
                            + " at the top for every command. Below the environment (LUNGMENTOR_EPOCHS) and what is given here.")
    @SuppressWarnings("UnusedVariable") // Defaults has read it before options are parsed
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Says more: Spark's own log, and a stack trace where something fails.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress; results and errors only.")
    private boolean quiet;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

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

    /** Whether the command that ran, the last one named on the line, is to say more. */
    static boolean verbose(CommandLine root) {
        CommandLine at = root;
        while (true) {
            CommandLine.ParseResult parsed = at.getParseResult();
            if (parsed == null || parsed.subcommand() == null) {
                OptionSpec option = at.getCommandSpec().findOption("--verbose");
                return option != null && Boolean.TRUE.equals(option.getValue());
            }
            at = parsed.subcommand().commandSpec().commandLine();
        }
    }
}
