package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    private final Path folder;
    private final Ledger ledger;

    LedgerTest(@TempDir Path folder) {
        this.folder = folder;
        this.ledger = new Ledger(Storage.standard(), folder.toString());
    }

    @Test
    void returnsWhatWasPutIn() throws IOException {
        LedgerRow row = row("ärztin", NOON, CaseStatus.REFUSED, "too-short");

        ledger.append(List.of(row));

        assertThat(ledger.rows()).containsExactly(row);
    }

    @Test
    void isEmptyBeforeAnythingWasPutIn() throws IOException {
        assertThat(ledger.rows()).isEmpty();
        ledger.append(List.of());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theNewestRowOfACaseAndStepCounts() throws IOException {
        LedgerRow newer = row("a", NOON.plusSeconds(1), CaseStatus.DONE, "");
        LedgerRow older = row("a", NOON, CaseStatus.FAILED, "");
        LedgerRow other = row("b", NOON, CaseStatus.FAILED, "");
        ledger.append(List.of(newer));
        ledger.append(List.of(older, other));

        assertThat(ledger.newest("step")).containsOnly(Map.entry("a", newer), Map.entry("b", other));
        assertThat(ledger.newest("another")).isEmpty();
    }

    @Test
    void manyFilesAreJoinedIntoOne() throws IOException {
        for (int i = 0; i <= Ledger.MANY_FILES; i++) {
            ledger.append(List.of(row("case" + i, NOON.plusSeconds(i), CaseStatus.DONE, "")));
        }
        List<LedgerRow> before = ledger.rows();

        ledger.join();

        assertThat(folder.resolve("ledger")).isDirectoryContaining("glob:**.parquet");
        assertThat(folder.resolve("ledger").toFile().list()).hasSize(1);
        assertThat(ledger.rows()).hasSize(Ledger.MANY_FILES + 1).isEqualTo(before);
    }

    @Test
    void rowsThatAJoinKilledHalfWayLeftTwiceCountOnce() throws IOException {
        LedgerRow row = row("a", NOON, CaseStatus.DONE, "");
        ledger.append(List.of(row));
        ledger.append(List.of(row));

        assertThat(ledger.rows()).containsExactly(row);
    }

    private static LedgerRow row(String name, Instant started, CaseStatus status, String reason) {
        return new LedgerRow(
                name,
                "P1",
                "G1",
                "step",
                status,
                reason,
                reason.isEmpty() ? "" : "It is 12 mm long.",
                new TreeMap<>(Map.of(
                        "image",
                        new InputStamp("0f", 12, NOON, ""),
                        "box",
                        new InputStamp("1f", 1L << 40, NOON, "ab"))),
                "cafe",
                3,
                Software.VERSION,
                started,
                1.25,
                "host",
                "driver",
                new TreeMap<>(Map.of("tumourVolumeMm3", 0.1, "none", Double.NaN)),
                new TreeMap<>(Map.of(LedgerRow.OUTPUTS, "Images/a.nii.gz\nBoxes/a.nii.gz", "seen", "two\nlines")));
    }
}
