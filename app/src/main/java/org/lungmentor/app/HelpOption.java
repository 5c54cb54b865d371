package org.lungmentor.app;

import picocli.CommandLine.Option;

/** {@code --help}: all that a command has which only groups others. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;
}
