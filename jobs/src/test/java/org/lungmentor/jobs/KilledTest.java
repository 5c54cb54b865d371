package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTest {
    private final Path in;
    private final Path out;
    private final Path log;

    KilledTest(@TempDir Path temp) throws IOException {
        this.in = Files.createDirectory(temp.resolve("in"));
        this.out = Files.createDirectory(temp.resolve("out"));
        this.log = temp.resolve("log");
    }

    @Test
    void startedAgainItFinishesWithTheSameBytesAndRepeatsNothing() throws Exception {
        Process run = start();
        try {
            awaitRows(run, 3);
        } finally {
            run.destroyForcibly().waitFor();
        }
        List<LedgerRow> before = new Ledger(Storage.standard(), out.toString()).rows();
        assertThat(before).as("killed half-way").hasSizeBetween(3, Killable.TEXTS.length - 1);
        assertThat(out.resolve(".shout.lock")).exists();
        Folder.outputs(out).forEach((path, content) -> {
            if (!path.startsWith(".")) {
                assertThat(content).as("nothing half-written: " + path).isNotEmpty();
            }
        });

        // Not written anew: the files' times are part of what makes a case unchanged.
        JobSummary summary = Killable.job(existingCases(), out.toString(), 1500).run(Sessions.of("local[2]"));

        assertThat(summary.unchanged()).isEqualTo(before.size());
        assertThat(summary.exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(new Ledger(Storage.standard(), out.toString()).rows()).hasSize(Killable.TEXTS.length);
        Path fresh = out.resolveSibling("fresh");
        Killable.job(existingCases(), fresh.toString(), 0).run(Sessions.of("local[2]"));
        assertThat(Folder.outputs(out)).isEqualTo(Folder.outputs(fresh));
    }

    @Test
    void toldToEndItGivesTheLockBackAndLeavesNothingHalfWritten() throws Exception {
        Process run = start();
        try {
            awaitRows(run, 1);
            run.destroy();
            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            run.destroyForcibly().waitFor();
        }

        assertThat(Files.readString(log)).contains("Stopped: what is done stays done.");
        assertThat(Folder.outputs(out)).isNotEmpty().allSatisfy((path, content) -> assertThat(path)
                .doesNotStartWith("."));
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), Killable.class.getName()));
        command.addAll(List.of(in.toString(), out.toString(), "1500"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void awaitRows(Process run, int rows) throws Exception {
        Path ledger = out.resolve("ledger");
        for (int i = 0; i < 1200 && run.isAlive(); i++) {
            String[] files = ledger.toFile().list((folder, name) -> name.endsWith(".parquet"));
            if (files != null && files.length >= rows) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The run did not get so far: " + Files.readString(log));
    }

    private List<Case> existingCases() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < Killable.TEXTS.length; i++) {
            cases.add(Folder.one(in, i));
        }
        return cases;
    }
}
