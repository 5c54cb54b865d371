package org.lungmentor.train.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;

class SplitFileTest {
    private static final LabelledCrops DATA = new LabelledCrops(
            List.of(
                    BalanceTest.crop("d", "a", "a_right", 1),
                    BalanceTest.crop("d", "a", "a_left", 1),
                    BalanceTest.crop("d", "b", "b_right", 1),
                    BalanceTest.crop("d", "twice", "twice_right", 1),
                    BalanceTest.crop("e", "twice", "twice_left", 1),
                    BalanceTest.crop("e", "rest", "rest_left", 1)),
            Set.of("d/refused"));

    private final Storage storage = Storage.standard();

    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void path() {
        file = folder.resolve("split.json").toString();
    }

    private Split read(String json, String pointer) throws IOException {
        Files.writeString(Path.of(file), json);
        return SplitFile.read(storage, file + pointer, DATA);
    }

    @Test
    void allCropsOfACaseComeWithIt() throws IOException {
        Split split = read("{\"train\":[\"a\"],\"validation\":[\"d/b\"],\"test\":[\"e/twice\"]}", "");
        assertThat(split.training()).extracting(LabelledCrop::name).containsExactly("a_right", "a_left");
        assertThat(split.validation()).extracting(LabelledCrop::name).containsExactly("b_right");
        assertThat(split.test()).extracting(LabelledCrop::name).containsExactly("twice_left");
        assertThat(split.remarks()).singleElement().asString().startsWith("2 cases of the data are in no list");
    }

    @Test
    void thePartBehindTheHashIsTheWayWithinTheFile() throws IOException {
        Split split = read("{\"seeds\":{\"0\":{\"train\":[\"b\"]},\"1\":{\"train\":[\"a\"]}}}", "#seeds/1");
        assertThat(split.training()).extracting(LabelledCrop::caseName).containsOnly("a");
        assertThat(split.validation()).isEmpty();
        assertThatThrownBy(() -> read("{\"seeds\":{}}", "#seeds/1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("#seeds/1");
    }

    @Test
    void aMissingCaseIsNamed() {
        assertThatThrownBy(() -> read("{\"train\":[\"a\",\"nobody\"]}", ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void aCaseThatPreprocessingRefusedIsLeftOutAndSaidSo() throws IOException {
        Split split = read("{\"train\":[\"a\",\"refused\"]}", "");
        assertThat(split.training()).hasSize(2);
        assertThat(split.remarks()).first().asString().contains("1 cases").contains("refused");
    }

    @Test
    void aNameOfTwoDatasetsIsWrongUsage() {
        assertThatThrownBy(() -> read("{\"train\":[\"twice\"]}", ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("d/twice and e/twice");
    }

    @Test
    void aCaseInTwoListsIsWrongUsage() {
        assertThatThrownBy(() -> read("{\"train\":[\"a\"],\"test\":[\"d/a\"]}", ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("in train and in test");
    }

    @Test
    void whatIsNoSplitIsSaidInASentence() {
        assertThatThrownBy(() -> read("no json", ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is no JSON");
        assertThatThrownBy(() -> SplitFile.read(storage, file + ".none", DATA))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no split file");
        assertThatThrownBy(() -> read("{\"train\":\"a\"}", ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"train\" is no list");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Split split = read("{\"train\":[\"a\"],\"validation\":[\"b\"],\"test\":[\"e/twice\",\"d/twice\"]}", "");
        SplitFile.write(storage, file, split);
        Split again = SplitFile.read(storage, file, DATA);
        assertThat(again.training()).isEqualTo(split.training());
        assertThat(again.validation()).isEqualTo(split.validation());
        assertThat(again.test()).isEqualTo(split.test());
    }
}
