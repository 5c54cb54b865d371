package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCommandsTest {
    @TempDir
    Path folder;

    @Test
    void refusesWhatIsNoStateDictAndWhatIsNoModel() throws IOException {
        Path text = Files.write(folder.resolve("w.pth"), "hello".getBytes(StandardCharsets.UTF_8));
        String model = folder.resolve("m.zip").toString();
        Called imported = Called.lungmentor("import-weights", "teacher", text.toString(), model);
        assertThat(imported.status()).isEqualTo(2);
        assertThat(imported.err()).contains("w.pth cannot be read as a state_dict");
        assertThat(folder.resolve("m.zip")).doesNotExist();
        assertThat(folder.resolve("m.zip.part")).doesNotExist();

        Called exported = Called.lungmentor(
                "export-weights", text.toString(), folder.resolve("o").toString());
        assertThat(exported.status()).isEqualTo(2);
        assertThat(exported.err()).contains("is no model file");
        assertThat(Called.lungmentor("export-weights", "absent.zip", "o").err()).contains("There is no model file");
    }
}
