package org.lungmentor.imaging;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class NiftiFuzz {
    static List<byte[]> seeds() throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> zoo = Files.list(Path.of("src/test/resources/nifti"))) {
            for (Path file :
                    zoo.filter(f -> f.toString().contains(".nii")).sorted().toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60m", maxExecutions = 1_000_000)
    void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        read(bytes);
        long nanos = threads.getCurrentThreadCpuTime() - start;
        if (nanos > 1_000_000_000L) {
            throw new AssertionError("took " + nanos / 1e9 + " s of processor time");
        }
    }

    private static void read(byte[] bytes) throws IOException {
        try {
            NiftiImage image = NiftiReader.read(new ByteArrayInputStream(bytes), "any.nii");
            if (image.volume().grid().voxels() < 1) {
                throw new AssertionError("an image without voxels");
            }
        } catch (CaseRefused refused) {
            if (!refused.sentence().startsWith("any.nii ")
                    || !refused.sentence().endsWith(".")) {
                throw new AssertionError(refused.sentence());
            }
        }
    }
}
