package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.app.demo.DemoCases;
import org.lungmentor.app.demo.DemoPlan;
import org.lungmentor.app.demo.DemoStep;
import picocli.CommandLine;

class DemoCommandTest {
    @Test
    void everyStepIsACommandThatUsersHave() {
        for (DemoStep step : new DemoPlan(Path.of("/demo")).steps()) {
            CommandLine line = new CommandLine(new RootCommand());
            assertThatCode(() -> line.parseArgs(step.arguments().toArray(new String[0])))
                    .as(step.commandLine())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aDryRunShowsTheCommandsAndWritesNothing(@TempDir Path folder) {
        Called called = Called.lungmentor("demo", folder.resolve("out").toString(), "--dry-run");
        assertThat(called.status()).isZero();
        assertThat(called.out()).contains("lungmentor ingest radiomics").contains("lungmentor train sc-student");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noTestCaseIsLearntFrom(@TempDir Path folder) throws Exception {
        List<String> strong = IntStream.range(0, 16).mapToObj(i -> "s" + i).toList();
        List<String> weak = IntStream.range(0, 14).mapToObj(i -> "w" + i).toList();
        DemoCases cases = new DemoCases(strong, weak);
        cases.writeSplits(folder);
        assertThat(Files.readAllLines(folder.resolve("test.txt")))
                .isEqualTo(cases.test())
                .hasSize(6);
        for (String split : List.of("strong.json", "mixed.json")) {
            String text = Files.readString(folder.resolve(split));
            assertThat(cases.test()).noneMatch(name -> text.contains("\"" + name + "\""));
        }
    }
}
