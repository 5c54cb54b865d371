package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.UsageException;

class DatasetTest {
    private final Storage storage = Storage.standard();
    private final Path root;

    DatasetTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void jsonHoldsAllThatInfoSays() throws IOException {
        DatasetInfo info = new DatasetInfo(
                "crops",
                DatasetInfo.Kind.PREPROCESSED_TEACHER,
                DatasetInfo.Supervision.SOFT,
                Optional.of("../weak"),
                Optional.of("GTV-1"),
                new TreeMap<>(Map.of("spacing", "0.7 0.7 0.7")),
                Software.VERSION,
                new TreeMap<>(Map.of("done", 12L)));
        Dataset.write(storage, root.toString(), info);

        assertThat(Dataset.open(storage, root.toString()).info()).isEqualTo(info);
        assertThat(Files.readString(root.resolve("dataset.json")))
                .contains(
                        "\"kind\" : \"preprocessed-teacher\"", "\"supervision\" : \"soft\"", "\"base\" : \"../weak\"");
    }

    @Test
    void aFolderWithoutDatasetJsonIsNoDataset() {
        assertThatThrownBy(() -> Dataset.open(storage, root.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no dataset.json");
    }

    @Test
    void brokenJsonIsAUsageError() throws IOException {
        for (String json : List.of(
                "", "{", "[]", "{}", "{\"name\": 3}", "{\"name\":\"a\",\"kind\":\"b\",\"supervision\":\"weak\"}")) {
            Files.writeString(root.resolve("dataset.json"), json);
            assertThatThrownBy(() -> Dataset.open(storage, root.toString()))
                    .as(json)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("dataset.json");
        }
    }

    @Test
    void casesAreTheImagesWithWhatBelongsToThem() throws IOException {
        Path folder = dataset("strong", Optional.empty());
        touch(
                folder,
                "Images/a.nii.gz",
                "Images/b.nii",
                "Images/.hidden.nii.gz",
                "Images/readme.txt",
                "Boxes/a.nii.gz");
        new Ledger(storage, folder.toString()).append(List.of(row("a", "P7", "G7")));

        List<Case> cases = Dataset.open(storage, folder.toString()).cases();

        assertThat(cases).extracting(Case::name).containsExactly("a", "b");
        assertThat(cases).extracting(Case::patient).containsExactly("P7", "b");
        assertThat(cases).extracting(Case::group).containsExactly("G7", "b");
        assertThat(cases.get(0).path(Dataset.BOX)).isEqualTo(folder + "/Boxes/a.nii.gz");
        assertThat(cases.get(1).has(Dataset.BOX)).isFalse();
    }

    @Test
    void imagesAndBoxesComeFromTheBase() throws IOException {
        Path weak = dataset("weak", Optional.empty());
        touch(weak, "Images/a.nii.gz", "Images/b.nii.gz", "Boxes/a.nii.gz");
        new Ledger(storage, weak.toString()).append(List.of(row("a", "P7", "G7")));
        Path soft = root.resolve("deeper/soft");
        String base = Dataset.relativeBase(storage, soft.toString(), weak.toString());
        dataset("deeper/soft", Optional.of(base));
        touch(soft, "Labels/a.nii.gz");

        List<Case> cases = Dataset.open(storage, soft.toString()).cases();

        assertThat(base).isEqualTo("../../weak");
        assertThat(cases).extracting(Case::name).containsExactly("a");
        assertThat(cases).extracting(Case::patient).containsExactly("P7");
        assertThat(cases.get(0).path(Dataset.LABEL)).isEqualTo(soft + "/Labels/a.nii.gz");
        assertThat(Path.of(cases.get(0).path(Dataset.IMAGE)).normalize()).isEqualTo(weak.resolve("Images/a.nii.gz"));
    }

    @Test
    void aCropKnowsItsPatientFromItsReference() throws IOException {
        Path folder = dataset("crops", Optional.empty());
        touch(folder, "Images/a_t1.nii.gz");
        Files.createDirectories(folder.resolve("references"));
        Files.writeString(folder.resolve("references/a_t1.json"), "{\"patient\": \"P1\", \"group\": \"G1\"}");

        Case crop = Dataset.open(storage, folder.toString()).cases().get(0);

        assertThat(crop.patient()).isEqualTo("P1");
        assertThat(crop.group()).isEqualTo("G1");
        assertThat(crop.path(Dataset.REFERENCE)).endsWith("references/a_t1.json");
    }

    @Test
    void aBaseOnAnotherFileSystemIsNamedWhole() throws IOException {
        Storage both = QuotaFileSystem.storage(Long.MAX_VALUE);

        assertThat(Dataset.relativeBase(both, root.toString(), "quota:/data/weak"))
                .isEqualTo("quota:/data/weak");
        assertThat(Dataset.relativeBase(both, "quota:/data/so ft", "quota:/data/weak"))
                .isEqualTo("../weak");
    }

    private Path dataset(String name, Optional<String> base) throws IOException {
        Path folder = root.resolve(name);
        DatasetInfo info = new DatasetInfo(
                name,
                DatasetInfo.Kind.DATASET,
                DatasetInfo.Supervision.WEAK,
                base,
                Optional.empty(),
                new TreeMap<>(),
                Software.VERSION,
                new TreeMap<>());
        Dataset.write(storage, folder.toString(), info);
        return folder;
    }

    private static void touch(Path folder, String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.resolveSibling(""));
            Files.write(path, "x".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static LedgerRow row(String name, String patient, String group) {
        Case one = new Case(name, patient, group, new TreeMap<>());
        return new RowDraft("ingest", 1, "", one, List.of(), "driver", Instant.EPOCH)
                .done(new TreeMap<>(), CaseResult.of(Map.of(), Map.of()), List.of());
    }
}
