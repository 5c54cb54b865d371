package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    private final Storage storage = Storage.standard();
    private final Path folder;
    private final Path file;

    RunLockTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve(".step.lock");
    }

    @Test
    void saysWhoHoldsItAndIsGoneAfterwards() throws IOException {
        RunLock lock = acquire();

        assertThatThrownBy(this::acquire)
                .isInstanceOf(RunLocked.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());
        lock.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatWasMadeForItAndStayedEmptyGoesWithIt() throws IOException {
        Path fresh = folder.resolve("fresh");
        RunLock.acquire(storage, fresh.toString(), "step").close();
        assertThat(fresh).doesNotExist();

        try (RunLock lock = RunLock.acquire(storage, fresh.toString(), "step")) {
            Files.writeString(fresh.resolve("result"), "x");
            lock.check();
        }
        assertThat(fresh).isDirectoryContaining("glob:**/result");
    }

    @Test
    void otherStepsAreNotLocked() throws IOException {
        try (RunLock one = acquire();
                RunLock other = RunLock.acquire(storage, folder.toString(), "other")) {
            one.check();
            other.check();
        }
    }

    @Test
    void aDeadProcessOfThisHostHoldsNothing() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(file, owner(Host.name(), dead.pid()));

        acquire().close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherProcessThatGotTheSameNumberHoldsNothing() throws IOException {
        Files.writeString(file, owner(Host.name(), ProcessHandle.current().pid()));

        acquire().close();
    }

    @Test
    void aProcessOfAnotherHostHoldsItWhileItIsTouched() throws IOException {
        Files.writeString(file, owner("elsewhere.example", 1));
        assertThatThrownBy(this::acquire).isInstanceOf(RunLocked.class).hasMessageContaining("elsewhere.example");

        Instant longAgo = Instant.now().minus(RunLock.LEASE).minusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(longAgo));
        acquire().close();
    }

    @Test
    void aLockThatIsBeingWrittenIsHeld() throws IOException {
        Files.createFile(file);

        assertThatThrownBy(this::acquire).isInstanceOf(RunLocked.class).hasMessageContaining("another run");
    }

    @Test
    void aLockWhoseOwnerWasKilledBeforeItWroteHoldsNothing() throws IOException {
        Files.createFile(file);
        Instant before = Instant.now().minus(RunLock.BEAT).minusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(before));

        acquire().close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoeverLostItIsToldAndLeavesTheOthersAlone() throws IOException {
        RunLock lost = acquire();
        Files.writeString(file, owner("elsewhere.example", 1));

        assertThatThrownBy(lost::check).isInstanceOf(RunLocked.class);
        lost.close();
        assertThat(file).exists();
    }

    private RunLock acquire() throws IOException {
        return RunLock.acquire(storage, folder.toString(), "step");
    }

    private static String owner(String host, long pid) {
        return "{\"host\": \"" + host + "\", \"pid\": " + pid + ", \"processStarted\": \"2020-01-01T00:00:00Z\"}";
    }
}
