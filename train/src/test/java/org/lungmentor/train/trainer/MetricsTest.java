package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.jobs.Storage;

class MetricsTest {
    private static final String HEADER =
            "kind,epoch,update,cases,loss,learning_rate,validation_loss,validation_dsc,seconds,waited";

    @TempDir
    private Path run;

    private final Storage storage = Storage.standard();

    @Test
    void everyRowHasTheColumnsThatTheHeaderNames() throws IOException {
        Metrics metrics = Metrics.open(storage, run.toString(), 0);
        metrics.update(1, 1, 8, 0.5, 1e-4, 2.25, 0.01);
        metrics.epoch(1, 1, 8, 0.5, 1e-4, Validation.Means.NONE, 3, 0.02);
        metrics.epoch(2, 2, 8, 0.25, 1e-4, new Validation.Means(0.125, 0.75), 4, 0.03);
        metrics.write();
        assertThat(Files.readAllLines(run.resolve("metrics.csv")))
                .containsExactly(
                        HEADER,
                        "update,1,1,8,0.5000000,1.0E-4,,,2.3,0.010",
                        "epoch,1,1,8,0.5000000,1.0E-4,,,3.0,0.020",
                        "epoch,2,2,8,0.2500000,1.0E-4,0.1250000,0.7500000,4.0,0.030");
        assertThat(metrics.rows()).isEqualTo(3);
        assertThat(metrics.all()).hasSize(3).noneMatch(row -> row.startsWith("kind"));
    }

    @Test
    void aRunThatGoesOnDropsWhatWasWrittenAfterItsCheckpoint() throws IOException {
        Files.writeString(run.resolve("metrics.csv"), HEADER + "\none\ntwo\nthree\n");
        assertThat(Metrics.open(storage, run.toString(), 2).all()).containsExactly("one", "two");
        assertThat(Metrics.open(storage, run.toString(), 9).all()).containsExactly("one", "two", "three");
        assertThat(Metrics.open(storage, run.toString(), 0).all()).isEmpty();
    }

    @Test
    void metricsThatWereDeletedAreSaidToBeLost() throws IOException {
        assertThat(Metrics.open(storage, run.toString(), 2).all()).containsExactly("lost,,,,,,,,,");
    }
}
