package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.RunLocked;

class FailureTest {
    @Test
    void wrongUsageIsItsSentenceAlone() {
        assertThat(Failure.of(new UsageException("No dataset at /a."))).isEqualTo(new Failure(2, "No dataset at /a."));
    }

    @Test
    void wrongUsageIsFoundWithinWhatSparkWraps() {
        Throwable wrapped = new RuntimeException("Job aborted", new UsageException("No dataset at /a."));
        assertThat(Failure.of(wrapped)).isEqualTo(new Failure(2, "No dataset at /a."));
    }

    @Test
    void aLockHeldByAnotherRunHasAStatusOfItsOwn() {
        assertThat(Failure.of(new RunLocked("Held by b.")).status()).isEqualTo(75);
    }

    @Test
    void outOfMemorySaysWhichSettingMendsIt() {
        Failure here = Failure.of(new OutOfMemoryError("Java heap space"));
        Failure there =
                Failure.of(new RuntimeException("Task 3 failed: java.lang.OutOfMemoryError: Java heap space\n\tat x"));
        assertThat(here.status()).isEqualTo(1);
        assertThat(here.sentence()).contains("LUNGMENTOR_HEAP");
        assertThat(there).isEqualTo(here);
    }

    @Test
    void memoryOutsideTheHeapIsAnotherMatter() {
        Failure failure = Failure.of(
                new OutOfMemoryError("Physical memory usage is too high: physicalBytes (9G) > maxPhysicalBytes (8G)"));
        assertThat(failure.status()).isEqualTo(1);
        assertThat(failure.sentence()).contains("beside the Java heap").contains("LUNGMENTOR_HEAP lower");
    }

    @Test
    void aFullDiskSaysThatTheWorkGoesOnWhereItStopped() {
        Failure full = Failure.of(new RuntimeException(new IOException("/out/a.nii.gz: No space left on device")));
        assertThat(full.status()).isEqualTo(1);
        assertThat(full.sentence()).contains("disk is full").contains("/out/a.nii.gz");
    }

    @Test
    void anythingElseIsOneLineWithItsKind() {
        Failure failure = Failure.of(new IllegalStateException("lost\n\tat org.example.Here"));
        assertThat(failure).isEqualTo(new Failure(1, "IllegalStateException: lost"));
    }

    @Test
    void whatIsWrongWithAFileIsASentence() {
        Failure gone = Failure.of(new UncheckedIOException(new NoSuchFileException("/a/b")));
        assertThat(gone)
                .isEqualTo(new Failure(1, "a file is not there, or not any more: /a/b. Start again when it is."));
        assertThat(Failure.of(new AccessDeniedException("/a/b")).sentence())
                .startsWith("/a/b may not be read or written")
                .contains("permissions");
    }
}
