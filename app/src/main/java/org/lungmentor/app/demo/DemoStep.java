package org.lungmentor.app.demo;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One command of the demonstration.
 *
 * @param headline what it is for
 * @param arguments the command line after {@code lungmentor}
 */
public record DemoStep(String headline, List<String> arguments) {
    /** Copies the list. */
    public DemoStep {
        arguments = List.copyOf(arguments);
    }

    static DemoStep of(String headline, String... arguments) {
        return new DemoStep(headline, List.of(arguments));
    }

    DemoStep with(String... more) {
        return new DemoStep(
                headline, Stream.concat(arguments.stream(), Stream.of(more)).toList());
    }

    /** As one would type it. */
    public String commandLine() {
        return arguments.stream()
                .map(one -> one.matches("[A-Za-z0-9_./:=,-]+") ? one : "'" + one + "'")
                .collect(Collectors.joining(" ", "lungmentor ", ""));
    }
}
