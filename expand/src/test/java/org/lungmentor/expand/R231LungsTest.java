package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.expand.lungs.R231Fixture;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;

class R231LungsTest {
    private final Storage storage = Storage.standard();
    private final Path folder;
    private final Path weights;

    R231LungsTest(@TempDir Path folder) {
        this.folder = folder;
        weights = folder.resolve("unet_r231.pth");
    }

    @BeforeEach
    void copyTheWeights() throws IOException {
        try (InputStream in = R231Fixture.open("state_dict.pth")) {
            Files.copy(in, weights);
        }
    }

    private R231Lungs lungs() throws IOException {
        return R231Lungs.open(storage, weights.toString(), 2);
    }

    /** From scan to map, as PyTorch and scipy give it with the same weights. */
    @Test
    void givesTheReferencesMapInEveryVoxel() throws IOException {
        R231Fixture fixture = R231Fixture.of("whole.npz");
        Grid lps = new Grid(
                fixture.size("hu", 2),
                fixture.size("hu", 1),
                fixture.size("hu", 0),
                Affine.ofRows(-2, 0, 0, 0, 0, -2, 0, 0, 0, 0, 5, 0));
        ByteVolume map = lungs().find(new ShortVolume(lps, fixture.shorts("hu")));
        assertThat(map.values()).isEqualTo(fixture.bytes("map")).contains(0, 1, 2);
    }

    @Test
    void isKnownByTheFilesHash() throws IOException {
        R231Lungs lungs = lungs();
        assertThat(lungs.setting()).matches("r231 1 [0-9a-f]{64}");
        Path moved = Files.move(weights, folder.resolve("other.pth"));
        assertThat(R231Lungs.open(storage, moved.toString(), 0).setting()).isEqualTo(lungs.setting());
    }

    @Test
    void refusesAFileThatIsNotThereOrNoR231() throws IOException {
        assertThatThrownBy(() ->
                        R231Lungs.open(storage, folder.resolve("absent.pth").toString(), 0))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no file")
                .hasMessageContaining("absent.pth");
        Path text = Files.writeString(folder.resolve("text.pth"), "no weights");
        assertThatThrownBy(() -> R231Lungs.open(storage, text.toString(), 0))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("text.pth cannot be read as a state_dict");
    }

    @Test
    void doesNotGoOnWithAnotherFile() throws IOException {
        R231Lungs lungs = lungs();
        R231Lungs other = new R231Lungs(storage, lungs.path(), "0".repeat(64), 1);
        assertThatThrownBy(other::load).isInstanceOf(IOException.class).hasMessageContaining("has changed");
    }
}
