package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopStorageTest extends StorageContract {
    private final Path disk;

    HadoopStorageTest(@TempDir Path disk) {
        super(QuotaFileSystem.storage(Long.MAX_VALUE), "quota:" + disk, disk);
        this.disk = disk;
    }

    @Test
    void aFullDiskLeavesNothingBehind() throws IOException {
        Storage storage = QuotaFileSystem.storage(10);

        assertThatThrownBy(() -> storage.write("quota:" + disk + "/big.txt", new byte[11]))
                .hasMessageContaining("No space left on device");
        assertThatThrownBy(() -> storage.createNew("quota:" + disk + "/lock", new byte[11]))
                .hasMessageContaining("No space left on device");
        assertThat(Folder.everything(disk)).isEmpty();
    }
}
