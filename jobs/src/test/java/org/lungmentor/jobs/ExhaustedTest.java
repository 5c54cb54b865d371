package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ExhaustedTest {
    @Test
    void aFullDiskIsKnownByTheSystemsWords() {
        assertThat(Exhausted.causeOf(new IOException("/out/a.nii.gz: No space left on device")))
                .contains(Exhausted.DISK);
        assertThat(Exhausted.causeOf(new UncheckedIOException(new IOException("Disk quota exceeded"))))
                .contains(Exhausted.DISK);
        assertThat(Exhausted.causeOf(new RuntimeException(
                        "Task 1 failed: org.apache.hadoop.hdfs.protocol.DSQuotaExceededException: The quota of /out")))
                .contains(Exhausted.DISK);
    }

    @Test
    void theHeapAndTheMemoryBesideItAreTwoThings() {
        assertThat(Exhausted.causeOf(new OutOfMemoryError("Java heap space"))).contains(Exhausted.HEAP);
        assertThat(Exhausted.causeOf(new OutOfMemoryError(
                        "Failed to allocate memory within limits: totalBytes (8G) + 1G > maxBytes (8G)")))
                .contains(Exhausted.NATIVE_MEMORY);
        assertThat(Exhausted.causeOf(new OutOfMemoryError(
                        "Cannot allocate new FloatPointer(9): totalBytes = 8G, physicalBytes = 9G")))
                .contains(Exhausted.NATIVE_MEMORY);
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(Exhausted.causeOf(new IOException("maxBytes is a word"))).isEmpty();
        Exception circle = new Exception("a");
        circle.initCause(new Exception("b", circle));
        assertThat(Exhausted.causeOf(circle)).isEmpty();
    }
}
