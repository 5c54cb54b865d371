package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomStructures;
import org.lungmentor.imaging.CaseRefused;

/** The cases of {@code src/test/resources/rtstruct}, each written as DICOM files and read back. */
class ContourCasesTest {
    private static final Path CASES = Path.of("src/test/resources/rtstruct");

    @TestFactory
    Stream<DynamicTest> contoursMeanTheVoxelsOfTheCase() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList().stream()
                    .map(f -> DynamicTest.dynamicTest(
                            f.getFileName().toString().replace(".json", ""),
                            () -> check(new ObjectMapper().readTree(f.toFile()))));
        }
    }

    private static void check(JsonNode one) throws IOException {
        Map<String, byte[]> slices = series(one.get("image"));
        CtScan scan = CtScan.read(List.copyOf(slices.keySet()), path -> new ByteArrayInputStream(slices.get(path)));
        StructureSet.Roi roi = StructureSet.read(new ByteArrayInputStream(structureSet(one.get("contours"))))
                .select(Pattern.compile("region"))
                .get(0);
        JsonNode expected = one.get("expected");
        if (expected.has("refused")) {
            assertThatThrownBy(() ->
                            RoiMask.fill(roi, scan.image().grid(), scan.stack().toVoxel()))
                    .isInstanceOfSatisfying(CaseRefused.class, refused -> assertThat(
                                    refused.reason().code())
                            .isEqualTo(expected.get("refused").asText()));
            return;
        }
        RoiMask mask = RoiMask.fill(roi, scan.image().grid(), scan.stack().toVoxel());
        assertThat(rows(mask, one.get("image"))).isEqualTo(rows(expected.get("mask")));
        SortedMap<String, Integer> counts = new TreeMap<>();
        expected.get("counts")
                .fields()
                .forEachRemaining(e -> counts.put(e.getKey(), e.getValue().asInt()));
        assertThat(mask.counts()).isEqualTo(counts);
    }

    private static SortedMap<String, List<String>> rows(JsonNode mask) {
        SortedMap<String, List<String>> slices = new TreeMap<>();
        mask.fields().forEachRemaining(e -> {
            List<String> rows = new ArrayList<>();
            e.getValue().forEach(row -> rows.add(row.asText()));
            slices.put(e.getKey(), rows);
        });
        return slices;
    }

    private static SortedMap<String, List<String>> rows(RoiMask mask, JsonNode image) {
        int columns = image.get("columns").asInt();
        int rows = image.get("rows").asInt();
        assertThat(mask.mask().grid().shape())
                .containsExactly(columns, rows, image.get("slices").asInt());
        SortedMap<String, List<String>> slices = new TreeMap<>();
        for (int k = 0; k < image.get("slices").asInt(); k++) {
            List<String> lines = new ArrayList<>();
            for (int y = 0; y < rows; y++) {
                StringBuilder line = new StringBuilder();
                for (int x = 0; x < columns; x++) {
                    line.append(mask.mask().values()[mask.mask().grid().index(x, y, k)] == 0 ? '.' : '#');
                }
                lines.add(line.toString());
            }
            if (lines.stream().anyMatch(line -> line.contains("#"))) {
                slices.put(Integer.toString(k), lines);
            }
        }
        return slices;
    }

    private static Map<String, byte[]> series(JsonNode image) throws IOException {
        double[] row = numbers(image.get("rowCosines"));
        double[] column = numbers(image.get("columnCosines"));
        double[] origin = numbers(image.get("origin"));
        double[] normal = {
            row[1] * column[2] - row[2] * column[1],
            row[2] * column[0] - row[0] * column[2],
            row[0] * column[1] - row[1] * column[0]
        };
        Map<String, byte[]> files = new TreeMap<>();
        for (int k = 0; k < image.get("slices").asInt(); k++) {
            double along = k * image.get("sliceSpacing").asDouble();
            WritableAttributes slice = new WritableAttributes()
                    .text(Tag.SOP_CLASS_UID, Uid.CT_IMAGE)
                    .text(Tag.SOP_INSTANCE_UID, Uid.of("slice " + k))
                    .text(Tag.MODALITY, "CT")
                    .text(Tag.STUDY_INSTANCE_UID, Uid.of("study"))
                    .text(Tag.SERIES_INSTANCE_UID, Uid.of("series"))
                    .decimals(
                            Tag.IMAGE_POSITION_PATIENT,
                            origin[0] + along * normal[0],
                            origin[1] + along * normal[1],
                            origin[2] + along * normal[2])
                    .decimals(Tag.IMAGE_ORIENTATION_PATIENT, row[0], row[1], row[2], column[0], column[1], column[2])
                    .decimals(
                            Tag.PIXEL_SPACING,
                            image.get("rowSpacing").asDouble(),
                            image.get("columnSpacing").asDouble())
                    .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                    .number(Tag.SAMPLES_PER_PIXEL, 1)
                    .number(Tag.ROWS, image.get("rows").asInt())
                    .number(Tag.COLUMNS, image.get("columns").asInt())
                    .number(Tag.BITS_ALLOCATED, 16)
                    .number(Tag.BITS_STORED, 16)
                    .number(Tag.HIGH_BIT, 15)
                    .number(Tag.PIXEL_REPRESENTATION, 0)
                    .text(Tag.RESCALE_TYPE, "HU")
                    .decimals(Tag.RESCALE_INTERCEPT, -1024)
                    .decimals(Tag.RESCALE_SLOPE, 1)
                    .pixels(
                            new short
                                    [image.get("rows").asInt()
                                            * image.get("columns").asInt()]);
            files.put("slice" + (9 - k), bytes(slice)); // the order of files says nothing
        }
        return files;
    }

    private static byte[] structureSet(JsonNode contours) throws IOException {
        List<Contour> region = new ArrayList<>();
        contours.forEach(c -> region.add(new Contour(
                c.get("type").asText(),
                c.get("points").asInt(),
                c.get("data").asText().getBytes(StandardCharsets.US_ASCII))));
        return bytes(PhantomStructures.dataSet(
                PhantomSeries.of("P", "1"), 0, List.of(new StructureSet.Roi("region", region))));
    }

    private static byte[] bytes(WritableAttributes file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(file, out);
        return out.toByteArray();
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }
}
