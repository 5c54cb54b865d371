package org.lungmentor.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.app.doctor.Finding.Verdict;

/** Machines that are not this one. */
class ChecksTest {
    private static List<Verdict> verdicts(List<Finding> findings) {
        return findings.stream().map(Finding::verdict).toList();
    }

    @Test
    void oneProcessorIsSlowButNotBroken() {
        List<Finding> findings = ThreadCheck.of(1, Map.of("OMP_NUM_THREADS", "1", "MALLOC_MMAP_THRESHOLD_", "131072"));
        assertThat(verdicts(findings)).containsExactly(Verdict.WARNING, Verdict.OK);
        assertThat(findings.get(0).text()).contains("one processor");
    }

    @Test
    void openMpWithThreadsOfItsOwnIsWarnedOf() {
        List<Finding> findings = ThreadCheck.of(8, Map.of("OMP_NUM_THREADS", "8"));
        assertThat(verdicts(findings)).containsExactly(Verdict.OK, Verdict.WARNING, Verdict.WARNING);
        assertThat(findings.get(1).mend().orElseThrow()).contains("OMP_NUM_THREADS=1");
    }

    @Test
    void thePlainNd4jBinaryIsWarnedOf() {
        assertThat(BackendCheck.ofBinaries(List.of("-onednn")).verdict()).isEqualTo(Verdict.OK);
        Finding plain = BackendCheck.ofBinaries(List.of(""));
        assertThat(plain.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(plain.mend().orElseThrow()).contains("linux-x86_64-onednn");
        assertThat(BackendCheck.ofBinaries(List.of("", "-onednn")).text()).contains("several");
    }

    @Test
    void memorySaysWhichOfTheTwoIsTooSmall() {
        assertThat(verdicts(MemoryCheck.of(16000, 8000, 16000, 16000))).containsExactly(Verdict.OK, Verdict.OK);
        assertThat(verdicts(MemoryCheck.of(16000, 500, 16000, 16000))).containsExactly(Verdict.WARNING, Verdict.OK);
        assertThat(verdicts(MemoryCheck.of(16000, 2000, 500, 16000))).containsExactly(Verdict.OK, Verdict.WARNING);
        assertThat(verdicts(MemoryCheck.of(16000, 15000, 15000, 16000)))
                .containsExactly(Verdict.WARNING, Verdict.WARNING);
        assertThat(verdicts(MemoryCheck.of(16000, 4000, 0, 0))).containsExactly(Verdict.OK, Verdict.OK);
    }

    @Test
    void aFolderThatCannotBeWrittenIsBroken(@TempDir Path folder) throws IOException {
        assertThat(DiskCheck.of("files", folder, "a.property").verdict()).isNotEqualTo(Verdict.BROKEN);
        assertThat(folder).isEmptyDirectory();
        Path file = Files.createFile(folder.resolve("file"));
        Finding broken = DiskCheck.of("files", file.resolve("below"), "a.property");
        assertThat(broken.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(broken.mend().orElseThrow()).contains("a.property");
    }

    @Test
    void aSparkThatDoesNotStartIsBroken() {
        List<Finding> findings = SparkCheck.run(() -> {
            throw new IllegalStateException("no port");
        });
        assertThat(verdicts(findings)).containsExactly(Verdict.BROKEN);
        assertThat(findings.get(0).text()).contains("no port");
    }

    @Test
    void aGpuThatNoEngineUsesIsWarnedOf() {
        assertThat(GpuCheck.of(List.of(), Optional.of("why")).text()).isEqualTo("none");
        assertThat(GpuCheck.of(List.of("NVIDIA X, 80 GB"), Optional.empty()).verdict())
                .isEqualTo(Verdict.OK);
        Finding unused = GpuCheck.of(List.of("NVIDIA X, 80 GB"), Optional.of("libtorch is not here."));
        assertThat(unused.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(unused.text()).contains("NVIDIA X").contains("libtorch is not here.");
        assertThat(unused.mend().orElseThrow()).contains("-Pcuda");
    }

    @Test
    void listsWhatACommandPrints() {
        assertThat(GpuCheck.listed(List.of("printf", "one\n\ntwo\n"))).containsExactly("one", "two");
        assertThat(GpuCheck.listed(List.of("false"))).isEmpty();
        assertThat(GpuCheck.listed(List.of("/no/such/command"))).isEmpty();
    }
}
