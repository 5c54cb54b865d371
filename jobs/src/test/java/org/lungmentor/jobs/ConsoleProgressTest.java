package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long seconds;

    @Test
    void aPlainLineNowAndThenWithRateAndTimeLeft() {
        ConsoleProgress progress = progress(false);
        progress.started("ingest", 4);
        finishAfter(progress, 10, false, false);
        finishAfter(progress, 10, true, false);
        finishAfter(progress, 10, false, false);
        progress.ended();

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "ingest: 1 of 4 done, 1 refused, 6.0 a minute, 20 s left",
                        "ingest: 2 of 4 done, 1 refused, 6.0 a minute, 10 s left");
    }

    @Test
    void aTerminalLineIsDrawnOverItself() {
        ConsoleProgress progress = progress(true);
        progress.started("ingest", 2);
        finishAfter(progress, 1, false, false);
        finishAfter(progress, 1, false, false);
        progress.ended();

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text.split("\r")).hasSize(5).allMatch(line -> line.isEmpty() || line.startsWith("ingest: "));
        assertThat(text).endsWith(System.lineSeparator());
    }

    @Test
    void casesOfEarlierRunsDoNotFlatterTheRate() {
        ConsoleProgress progress = progress(false);
        progress.started("ingest", 100);
        for (int i = 0; i < 50; i++) {
            finishAfter(progress, 0, false, true);
        }
        finishAfter(progress, 60, false, false);

        assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("ingest: 51 of 100 done, 1.0 a minute, 49 min left");
    }

    private ConsoleProgress progress(boolean terminal) {
        LongSupplier nanos = () -> seconds * 1_000_000_000L;
        return new ConsoleProgress(
                new ConsoleLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, nanos), nanos);
    }

    private void finishAfter(ConsoleProgress progress, int pause, boolean refused, boolean unchanged) {
        seconds += pause;
        RowDraft draft = new RowDraft(
                "ingest", 1, "", new Case("a", "a", "a", new TreeMap<>()), List.of(), "driver", Instant.EPOCH);
        LedgerRow row = refused
                ? draft.refused(new TreeMap<>(), new CaseRefused(Reason.TOO_SHORT, "Too short."))
                : draft.done(new TreeMap<>(), CaseResult.of(Map.of(), Map.of()), List.of());
        progress.finished(new EndedCase(row, unchanged));
    }
}
