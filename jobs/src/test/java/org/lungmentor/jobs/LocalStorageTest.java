package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends StorageContract {
    private final Path disk;

    LocalStorageTest(@TempDir Path disk) {
        super(Storage.standard(), disk.toString(), disk);
        this.disk = disk;
    }

    @Test
    void takesPathsWithSchemeAndNamesFilesWithout() throws IOException {
        Storage storage = Storage.standard();
        storage.write("file:" + disk + "/a.txt", "a".getBytes(StandardCharsets.UTF_8));

        assertThat(Files.readString(disk.resolve("a.txt"))).isEqualTo("a");
        assertThat(storage.absolute("file://" + disk + "/a.txt")).isEqualTo(disk + "/a.txt");
        assertThat(storage.list("file:" + disk).get(0).path()).isEqualTo(disk + "/a.txt");
    }

    @Test
    void relativePathsBecomeAbsolute() throws IOException {
        assertThat(Storage.standard().absolute("a/../b"))
                .isEqualTo(Path.of("b").toAbsolutePath().toString());
    }

    @Test
    void aColonInALocalNameIsNoScheme() throws IOException {
        Storage.standard().write(disk + "/at 10:30", new byte[1]);

        assertThat(Files.size(disk.resolve("at 10:30"))).isEqualTo(1);
    }
}
