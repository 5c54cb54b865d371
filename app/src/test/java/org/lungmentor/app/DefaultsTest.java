package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class DefaultsTest {
    @TempDir
    private Path folder;

    @Command(name = "lungmentor")
    static final class Root {}

    @Command(name = "work")
    static final class Work {
        @Mixin
        @SuppressWarnings("UnusedVariable") // its --config is the subject
        private OutputOptions output = new OutputOptions();

        @Option(names = "--some-epochs", defaultValue = "1")
        private int epochs;

        @Option(names = "--redo")
        private boolean redo;

        @Option(names = "--kinds", split = ",")
        private String[] kinds = {};
    }

    private Work parsed(Map<String, String> environment, String... args) {
        Work work = new Work();
        CommandLine line = new CommandLine(new Root());
        line.addSubcommand(work);
        Defaults.install(environment, args, line);
        line.parseArgs(args);
        return work;
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), text).toString();
    }

    @Test
    void theOptionsOwnDefaultComesLast() {
        assertThat(parsed(Map.of(), "work").epochs).isEqualTo(1);
    }

    @Test
    void theFileStandsAboveTheDefault() throws IOException {
        assertThat(parsed(Map.of(), "work", "--config", file("some-epochs: 2")).epochs)
                .isEqualTo(2);
        assertThat(parsed(Map.of("LUNGMENTOR_CONFIG", file("some-epochs: 3")), "work").epochs)
                .isEqualTo(3);
    }

    @Test
    void theCommandsSectionStandsAboveTheTop() throws IOException {
        String file = file("some-epochs: 2\nwork: {some-epochs: 3, kinds: [a, b]}");
        Work work = parsed(Map.of(), "work", "--config=" + file);
        assertThat(work.epochs).isEqualTo(3);
        assertThat(work.kinds).containsExactly("a", "b");
    }

    @Test
    void theEnvironmentStandsAboveTheFile() throws IOException {
        Map<String, String> environment = Map.of("LUNGMENTOR_SOME_EPOCHS", "4");
        assertThat(parsed(environment, "work", "--config", file("some-epochs: 2")).epochs)
                .isEqualTo(4);
    }

    @Test
    void theOptionStandsAboveAll() throws IOException {
        Map<String, String> environment = Map.of("LUNGMENTOR_SOME_EPOCHS", "4");
        String file = file("some-epochs: 2");
        assertThat(parsed(environment, "work", "--config", file, "--some-epochs", "5").epochs)
                .isEqualTo(5);
    }

    @Test
    void soItIsForEveryCommand() throws IOException {
        String[] train = {"train", "teacher", "data", "--run", "run", "--config", file("train: {turns: by-file}")};
        Map<String, String> environment = Map.of("LUNGMENTOR_TURNS", "by-environment");
        assertThat(Called.lungmentor(train).err()).contains("--turns by-file is not known");
        assertThat(Called.in(environment, train).err()).contains("--turns by-environment is not known");
        String[] given = Stream.concat(Stream.of(train), Stream.of("--turns", "by-option"))
                .toArray(String[]::new);
        assertThat(Called.in(environment, given).err()).contains("--turns by-option is not known");
    }

    @Test
    void whatACommandCannotDoWithoutMayStandInTheFile() throws IOException {
        String file = file("train: {run: /no/such, turns: by-file}");
        assertThat(Called.lungmentor("train", "teacher", "data", "--config", file)
                        .err())
                .contains("--turns by-file");
    }

    @Test
    void errorsAreToldAtLengthWhereverThatIsAskedFor() throws IOException {
        String[] train = {"train", "teacher", "data", "--run", "run", "--turns", "none-such"};
        assertThat(Called.lungmentor(train).err()).doesNotContain("UsageException");
        assertThat(Called.in(Map.of("LUNGMENTOR_VERBOSE", "true"), train).err()).contains("UsageException");
    }

    @Test
    void aFlagGivenTwiceStaysSet() throws IOException {
        assertThat(parsed(Map.of(), "work", "--config", file("redo: true")).redo)
                .isTrue();
        assertThat(parsed(Map.of(), "work", "--config", file("redo: true"), "--redo").redo)
                .isTrue();
        assertThat(parsed(Map.of(), "work", "--config", file("redo: false")).redo)
                .isFalse();
    }

    @Test
    void aNameThatNoCommandKnowsIsRefused() throws IOException {
        Called called = Called.lungmentor("doctor", "--config", file("doctor: {epohcs: 2}"));
        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("doctor.epohcs").contains("--help");
    }

    @Test
    void aFileThatIsNoYamlIsRefused() throws IOException {
        assertThat(Called.lungmentor("doctor", "--config", file("a: [")).status())
                .isEqualTo(2);
        assertThat(Called.lungmentor("doctor", "--config", file("just words")).status())
                .isEqualTo(2);
        assertThat(Called.lungmentor("doctor", "--config", "/no/such.yaml").err())
                .contains("/no/such.yaml");
    }

    @Test
    void objectsAreNeverMadeFromTheFile() throws IOException {
        String file = file("some-epochs: !!java.io.File [/tmp/x]");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> parsed(Map.of(), "work", "--config", file))
                .isInstanceOf(UsageException.class);
    }
}
