package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {
    /** Every command and subcommand, as one would type it. */
    static Stream<String> commands() {
        return below("", new CommandLine(new RootCommand()));
    }

    private static Stream<String> below(String path, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .flatMap(sub -> Stream.concat(
                        Stream.of(path + sub.getKey()), below(path + sub.getKey() + " ", sub.getValue())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(String command) {
        Called called = Called.lungmentor((command + " --help").split(" "));
        assertThat(called.status()).isZero();
        assertThat(called.err()).isEmpty();
        assertThat(called.out()).contains("Usage: lungmentor " + command).contains("Example: lungmentor ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesCanBeCopied(String command) {
        Called called = Called.lungmentor((command + " --help").split(" "));
        String[] example =
                called.out().substring(called.out().indexOf("Example: ")).split("\n");
        for (int i = 1; i < example.length; i++) {
            boolean begins = example[i].startsWith("         lungmentor ");
            boolean goesOn = example[i - 1].endsWith(" \\") && example[i].startsWith("             ");
            assertThat(begins || goesOn).as(example[i]).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionIsExplained(String command) {
        CommandLine at = new CommandLine(new RootCommand());
        for (String name : command.split(" ")) {
            at = Objects.requireNonNull(at.getSubcommands().get(name));
        }
        at.getCommandSpec().args().forEach(arg -> assertThat(String.join("", arg.description()))
                .as(arg.paramLabel())
                .endsWith("."));
        assertThat(at.getCommandSpec().usageMessage().description()[0])
                .as("fits into the list of commands")
                .hasSizeLessThan(100);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandRefusesAnUnknownOption(String command) {
        Called called = Called.lungmentor((command + " --no-such-option").split(" "));
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
    }

    @Test
    void helpListsTheCommands() {
        Called called = Called.lungmentor("--help");
        assertThat(called.status()).isZero();
        assertThat(called.out()).contains("doctor");
    }

    @Test
    void aMissingCommandIsWrongUsage() {
        Called called = Called.lungmentor();
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("command is missing").contains("lungmentor --help");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        Called called = Called.lungmentor("docter");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("docter").contains("doctor");
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        Called called = Called.lungmentor("doctor", "--jsno");
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("--json");
    }

    @Test
    void saysItsVersion() {
        assertThat(Called.lungmentor("--version").out()).startsWith("lungmentor ");
    }
}
