package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other projects' test data, against what nibabel reads from them. */
@Tag("real-data")
class RealNiftiTest {
    private static final Path SOURCE = Path.of(System.getenv().getOrDefault("LUNGMENTOR_TEST_DATA", "."), "nifti-zoo");
    private static final Set<String> REFUSED = Set.of(
            "nibabel/example_nifti2.nii.gz", // 4D
            "nibabel/functional.nii", // 4D
            "nibabel/nifti1.hdr", // without its .img
            "nibabel/nifti2.hdr", // without its .img
            "nibabel/analyze.hdr", // ANALYZE
            "nifti-rs/complex/complex32.nii",
            "nifti-rs/rgb/3D.nii",
            "nifti-rs/fuzz_artifacts/crash-1.nii",
            "nifti-rs/minimal.img", // a pair is named by its .hdr
            "nifti-rs/minimal.img.gz",
            "NIFTI-Reader-JS/not-nifti.nii",
            "NIFTI-Reader-JS/5D_small.nii"); // three values a voxel

    @TempDir
    private static Path folder;

    @Test
    void readsWhatNibabelReadsOrRefusesIt() throws IOException {
        unpack();
        JsonNode facts =
                new ObjectMapper().readTree(SOURCE.resolve("facts.json").toFile());
        List<String> refused = new ArrayList<>();
        for (var file : facts.get("files").properties()) {
            Path path = folder.resolve("nifti-zoo").resolve(file.getKey());
            if (REFUSED.contains(file.getKey())) {
                assertThatThrownBy(() -> NiftiReader.read(path)).isInstanceOf(CaseRefused.class);
                refused.add(file.getKey());
            } else {
                requireFacts(NiftiReader.read(path), file.getValue(), file.getKey());
            }
        }
        assertThat(refused).hasSameSizeAs(REFUSED);
        assertThat(facts.get("files").size()).isEqualTo(37);
    }

    private static void requireFacts(NiftiImage image, JsonNode facts, String name) {
        Volume volume = image.volume();
        for (int axis = 0; axis < 3; axis++) {
            int expected = facts.get("shape").path(axis).asInt(1);
            assertThat(volume.grid().size(axis)).as(name).isEqualTo(expected);
        }
        for (int i = 0; image.orientationKnown() && i < 12; i++) {
            double expected = facts.get("affine").get(i / 4).get(i % 4).asDouble();
            assertThat(volume.grid().affine().rows()[i]).as(name).isCloseTo(expected, within(1e-4));
        }
        double sum = 0;
        for (int i = 0; i < volume.grid().voxels(); i++) {
            sum += volume.value(i);
        }
        double expected = facts.get("data_after_scaling").get("sum").asDouble();
        assertThat(sum).as(name).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }

    /** Plain ustar with names of up to 100 characters. */
    private static void unpack() throws IOException {
        try (InputStream in = Files.newInputStream(SOURCE.resolve("nifti-zoo.tar.gz"));
                DataInputStream tar = new DataInputStream(new GzipInput(in))) {
            byte[] header = new byte[512];
            while (tar.read(header, 0, 1) == 1) {
                tar.readFully(header, 1, 511);
                String name = text(header, 0, 100);
                long size = name.isEmpty() ? 0 : Long.parseLong(text(header, 124, 12), 8);
                byte[] content = tar.readNBytes(Math.toIntExact((size + 511) / 512 * 512));
                if (header[156] == '0') {
                    Path file = folder.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.write(file, Arrays.copyOf(content, (int) size));
                }
            }
        }
    }

    private static String text(byte[] header, int at, int length) {
        String field = new String(header, at, length, StandardCharsets.US_ASCII);
        int end = field.indexOf(0);
        return (end < 0 ? field : field.substring(0, end)).strip();
    }
}
