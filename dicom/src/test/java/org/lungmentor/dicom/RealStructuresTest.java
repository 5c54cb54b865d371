package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.ShortVolume;

/** Public structure sets of several programs, and what others count in them. */
@org.junit.jupiter.api.Tag("real-data")
class RealStructuresTest {
    private static final Path DATA =
            Path.of(Optional.ofNullable(System.getenv("LUNGMENTOR_TEST_DATA")).orElse("."));

    @Test
    void contoursWithoutImageReferencesFindTheirSlicesByPosition() throws IOException {
        assertThat(voxels("ct-phantom/PAT1", 26)).isEqualTo(125_256);
        assertThat(voxels("ct-phantom/PAT3", 12)).isEqualTo(4_047);
    }

    @Test
    void theContoursOfTheZooAreThoseThatOthersCount() throws IOException {
        SortedMap<String, byte[]> zoo = Zoo.files();
        JsonNode facts = Zoo.facts();
        for (String name : List.of("rtss", "rtstruct", "rt", "invalid_reference_rt")) {
            StructureSet set = read(zoo, name);
            for (JsonNode roi : facts.get("rtstruct/" + name + ".dcm").get("rois")) {
                String roiName = roi.get("name").asText();
                StructureSet.Roi found = set.rois().stream()
                        .filter(r -> r.name().equals(roiName))
                        .findFirst()
                        .orElseThrow();
                assertThat(found.contours())
                        .as(name + " " + roiName)
                        .hasSize(roi.get("contours").asInt());
                int closed = roi.get("types").path("CLOSED_PLANAR").asInt();
                assertThat(RoiVolume.of(found).closedContours()).isEqualTo(closed);
                if (closed == found.contours().size()) {
                    assertThat(RoiVolume.of(found).planes())
                            .as(name + " " + roiName)
                            .isEqualTo(roi.get("distinct_z").asInt());
                }
            }
        }
    }

    @Test
    void referencesThatDoNotResolveLeaveTheContoursAsTheyAre() throws IOException {
        StructureSet set = read(Zoo.files(), "invalid_reference_rt");
        assertThat(set.seriesUids()).containsExactly("2.16.840.1.114362.1.11940992.23790159890.563423471.893.88");
        StructureSet.Roi roi = set.select(Pattern.compile("roi-1")).get(0);
        RoiVolume byContours = RoiVolume.of(roi);
        assertThat(byContours.planes()).isEqualTo(3);
        SliceStack stack = around(roi, 1);
        RoiMask mask = RoiMask.fill(roi, stack.grid(), stack.toVoxel());
        assertThat(mask.counts()).isEmpty();
        double voxels = mask.mask().countNonZero() * stack.spacingMm();
        assertThat(voxels).isCloseTo(byContours.volumeMm3(), within(0.05 * byContours.volumeMm3()));
    }

    @Test
    void aRegionWithoutContoursIsNamedAndEmpty() throws IOException {
        StructureSet.Roi areola =
                read(Zoo.files(), "rtss").select(Pattern.compile("areola.*")).get(0);
        assertThat(areola.contours()).isEmpty();
        assertThat(RoiVolume.of(areola)).isEqualTo(new RoiVolume(0, 0, 0));
    }

    private static StructureSet read(Map<String, byte[]> zoo, String name) throws IOException {
        return StructureSet.read(MadeCt.open(zoo, "rtstruct/" + name + ".dcm"));
    }

    /** Slices of 1 mm pixels at the heights of a region's contours, around them. */
    private static SliceStack around(StructureSet.Roi roi, double pixelMm) throws IOException {
        List<double[]> contours =
                roi.contours().stream().map(c -> c.points().orElseThrow()).toList();
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (double[] points : contours) {
            for (int i = 0; i < points.length; i += 3) {
                low[0] = Math.min(low[0], points[i]);
                low[1] = Math.min(low[1], points[i + 1]);
            }
        }
        List<WritableAttributes> slices = new ArrayList<>();
        contours.stream()
                .map(points -> points[2])
                .distinct()
                .sorted()
                .forEach(z -> slices.add(MadeCt.slice("slice at " + z, z, 0)
                        .number(Tag.ROWS, 600)
                        .number(Tag.COLUMNS, 600)
                        .decimals(Tag.PIXEL_SPACING, pixelMm, pixelMm)
                        .decimals(Tag.IMAGE_POSITION_PATIENT, Math.floor(low[0]) - 10, Math.floor(low[1]) - 10, z)));
        return StackCheck.stack(MadeCt.headers(slices));
    }

    private static int voxels(String patient, int contours) throws IOException {
        List<String> slices;
        try (Stream<Path> files = Files.walk(DATA.resolve(patient).resolve("CT"))) {
            slices = files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
        Path structures;
        try (Stream<Path> files = Files.walk(DATA.resolve(patient).resolve("RTSTRUCT"))) {
            structures = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(structures);
        List<Attributes> items = DicomReader.open(new ByteArrayInputStream(bytes))
                .orElseThrow()
                .header()
                .items(Tag.ROI_CONTOUR_SEQUENCE)
                .get(0)
                .items(Tag.CONTOUR_SEQUENCE);
        assertThat(items).hasSize(contours);
        assertThat(items).noneMatch(i -> i.has(Tag.CONTOUR_IMAGE_SEQUENCE));
        CtScan scan = CtScan.read(slices, path -> Files.newInputStream(Path.of(path)));
        assertThat(scan.image()).isInstanceOf(ShortVolume.class);
        StructureSet.Roi gtv = StructureSet.read(new ByteArrayInputStream(bytes))
                .select(Pattern.compile("gtv[-_ ]?1"))
                .get(0);
        RoiMask mask = RoiMask.fill(gtv, scan.image().grid(), scan.stack().toVoxel());
        assertThat(mask.counts()).isEmpty();
        return mask.mask().countNonZero();
    }
}
