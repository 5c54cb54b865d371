package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every storage must do, whatever lies below it. */
abstract class StorageContract {
    private static final int CONTENDERS = 8;

    private final Storage storage;
    private final String root;
    private final Path disk;

    /**
     * @param root the folder to work in, as the storage names it
     * @param disk the same folder on the local disk
     */
    StorageContract(Storage storage, String root, Path disk) {
        this.storage = storage;
        this.root = root;
        this.disk = disk;
    }

    @Test
    void writesAndReadsBelowFoldersThatDidNotExist() throws IOException {
        try (OutputStream out = storage.create(root + "/a/b/c.txt")) {
            out.write(bytes("hello"));
        }

        assertThat(text("a/b/c.txt")).isEqualTo("hello");
        assertThat(storage.exists(root + "/a/b")).isTrue();
        assertThat(storage.exists(root + "/a/c")).isFalse();
    }

    @Test
    void leavesNoOtherFilesBehind() throws IOException {
        storage.write(root + "/one.txt", bytes("1"));
        storage.write(root + "/one.txt", bytes("2"));

        assertThat(Folder.everything(disk)).containsOnlyKeys("one.txt");
        assertThat(text("one.txt")).isEqualTo("2");
    }

    @Test
    void movesOverWhatIsThere() throws IOException {
        storage.write(root + "/new.txt", bytes("new"));
        storage.write(root + "/deep/old.txt", bytes("old"));

        storage.move(root + "/new.txt", root + "/deep/old.txt");

        assertThat(Folder.everything(disk)).containsOnlyKeys("deep/old.txt").containsValue("new");
    }

    @Test
    void whatIsNotThereHasItsOwnExceptions() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> storage.open(root + "/nothing").close(),
                () -> storage.read(root + "/nothing"),
                () -> storage.move(root + "/nothing", root + "/something"))) {
            assertThatThrownBy(call).isInstanceOfAny(FileNotFoundException.class, NoSuchFileException.class);
        }
    }

    @Test
    void ofSeveralThatCreateTheSameFileOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONTENDERS);
        try {
            List<Callable<Boolean>> contenders = new ArrayList<>();
            for (int i = 0; i < CONTENDERS; i++) {
                contenders.add(() -> storage.createNew(root + "/lock", bytes("mine")));
            }
            int winners = 0;
            for (Future<Boolean> one : threads.invokeAll(contenders)) {
                winners += one.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
            assertThat(storage.createNew(root + "/lock", bytes("yours"))).isFalse();
            assertThat(text("lock")).isEqualTo("mine");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void listsByNameWithSizes() throws IOException {
        storage.write(root + "/b.txt", bytes("bb"));
        storage.write(root + "/a.txt", bytes("a"));
        storage.write(root + "/c/d.txt", bytes("d"));

        List<StoredFile> files = storage.list(root);

        assertThat(files).extracting(StoredFile::name).containsExactly("a.txt", "b.txt", "c");
        assertThat(files).extracting(StoredFile::size).containsExactly(1L, 2L, 0L);
        assertThat(files).extracting(StoredFile::folder).containsExactly(false, false, true);
        assertThat(storage.read(files.get(1).path())).isEqualTo(bytes("bb"));
    }

    @Test
    void aMissingFolderListsAsEmptyAndDeletesAsDone() throws IOException {
        assertThat(storage.list(root + "/nowhere")).isEmpty();
        storage.delete(root + "/nowhere");
        assertThat(storage.find(root + "/nowhere")).isEmpty();
    }

    @Test
    void aFileHasNoChildren() throws IOException {
        storage.write(root + "/a.txt", bytes("a"));

        assertThat(storage.list(root + "/a.txt")).isEmpty();
        assertThat(storage.find(root + "/a.txt").orElseThrow().folder()).isFalse();
        assertThat(storage.find(root).orElseThrow().folder()).isTrue();
    }

    @Test
    void whatIsListedCanBeOpenedByThePathItIsListedWith() throws IOException {
        storage.write(root + "/deep/a.txt", bytes("a"));

        StoredFile folder = storage.list(root).get(0);
        StoredFile file = storage.list(folder.path()).get(0);

        assertThat(storage.read(file.path())).isEqualTo(bytes("a"));
        assertThat(storage.absolute(file.path())).isEqualTo(file.path());
        assertThat(storage.find(file.path())).contains(file);
        assertThat(file.path()).isEqualTo(storage.absolute(root + "/deep/a.txt"));
    }

    @Test
    void timesAreWholeMilliseconds() throws IOException {
        storage.write(root + "/a.txt", bytes("a"));

        Instant modified = storage.find(root + "/a.txt").orElseThrow().modified();
        assertThat(modified).isEqualTo(modified.truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void creatingReplacesWhatIsThere() throws IOException {
        storage.write(root + "/a.txt", bytes("longer"));

        try (OutputStream out = storage.create(root + "/a.txt")) {
            out.write(bytes("new"));
        }

        assertThat(text("a.txt")).isEqualTo("new");
    }

    @Test
    void deletesFoldersWithAllThatIsInThem() throws IOException {
        storage.write(root + "/a/b/c.txt", bytes("c"));

        storage.delete(root + "/a");

        assertThat(storage.list(root)).isEmpty();
    }

    @Test
    void deletesAFolderOnlyIfNothingIsInIt() throws IOException {
        storage.write(root + "/a/b/c", new byte[1]);

        storage.deleteIfEmpty(root + "/a/b");
        assertThat(storage.exists(root + "/a/b/c")).isTrue();
        storage.delete(root + "/a/b/c");
        storage.deleteIfEmpty(root + "/a/b");
        storage.deleteIfEmpty(root + "/a/nowhere");

        assertThat(storage.exists(root + "/a/b")).isFalse();
        assertThat(storage.exists(root + "/a")).isTrue();
    }

    @Test
    void touchingSetsTheTime() throws IOException {
        storage.write(root + "/a.txt", bytes("a"));
        assertThat(disk.resolve("a.txt").toFile().setLastModified(0)).isTrue();

        storage.touch(root + "/a.txt");

        assertThat(storage.find(root + "/a.txt").orElseThrow().modified()).isAfter(Instant.EPOCH.plusSeconds(1));
    }

    @Test
    void namesMayHoldSpacesColonsAndUmlauts() throws IOException {
        String name = "scan 10 % für #2.txt";
        storage.write(root + "/" + name, bytes("x"));

        assertThat(storage.list(root)).extracting(StoredFile::name).containsExactly(name);
        assertThat(storage.read(storage.list(root).get(0).path())).isEqualTo(bytes("x"));
    }

    private String text(String path) throws IOException {
        return new String(storage.read(root + "/" + path), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
