package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.preprocess.Crop;
import org.lungmentor.preprocess.GivenLungs;
import org.lungmentor.preprocess.ReferenceJson;
import org.lungmentor.preprocess.Scan;
import org.lungmentor.preprocess.StudentCrops;
import org.lungmentor.preprocess.Subject;

class SegmentCaseTest {
    /** Stands for a network: tumour is what is brighter than the mean and lies within the lung's crop. */
    record BrightIsTumour() implements NetworkSource {
        private static final long serialVersionUID = 1L;

        @Override
        public String sha256() {
            return "bright";
        }

        @Override
        public CropNetwork load() {
            return BrightIsTumour::bright;
        }

        static float[] bright(Crop crop) {
            float[] out = new float[crop.image().values().length];
            for (int i = 0; i < out.length; i++) {
                out[i] = crop.image().values()[i] > 1.5 ? 0.9f : 0.2f;
            }
            return out;
        }
    }

    /** Tumour is the middle voxel of the crop. */
    record MiddleIsTumour() implements NetworkSource {
        private static final long serialVersionUID = 1L;

        @Override
        public String sha256() {
            return "middle";
        }

        @Override
        public CropNetwork load() {
            return crop -> {
                Grid grid = crop.reference().grid();
                float[] out = new float[grid.voxels()];
                out[grid.index(grid.nx() / 2, grid.ny() / 2, grid.nz() / 2)] = 1;
                return out;
            };
        }
    }

    private static final Subject NOBODY = new Subject("", "p", "p", Optional.empty(), Optional.empty());
    private static final MaskRules PLAIN = new MaskRules(0.5, 0, false, 0, false);

    /** The student's own spacing in four storage orders: then resampling changes nothing. */
    private static Grid grid(String orientation) {
        return switch (orientation) {
            case "LPS" -> new Grid(40, 24, 16, Affine.ofRows(-1, 0, 0, 20, 0, -1, 0, 30, 0, 0, 1.5, 10));
            case "PIR" -> new Grid(24, 16, 40, Affine.ofRows(0, 0, 1, -19, -1, 0, 0, 30, 0, -1.5, 0, 32.5));
            case "OBLIQUE" ->
                new Grid(40, 24, 16, Affine.ofRows(0.96, -0.28, 0, -20, 0.28, 0.96, 0, -30, 0, 0, 1.5, 1));
            default -> new Grid(40, 24, 16, Affine.ofRows(1, 0, 0, -19, 0, 1, 0, 7, 0, 0, 1.5, 10));
        };
    }

    /** Ball of 2.5 voxels' radius in the array's own indices around a voxel of 1/4 or 3/4 of the way from side to side. */
    private static ByteVolume ball(Grid grid, boolean far) {
        ByteVolume ball = ByteVolume.zeros(grid);
        int longest = grid.nx() == 40 ? 0 : 2;
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    int[] at = {x, y, z};
                    double distance = 0;
                    for (int axis = 0; axis < 3; axis++) {
                        double centre = axis == longest ? (far ? 30 : 9) : grid.size(axis) / 2;
                        distance += (at[axis] - centre) * (at[axis] - centre);
                    }
                    ball.values()[grid.index(x, y, z)] = (byte) (distance <= 6.25 ? 1 : 0);
                }
            }
        }
        return ball;
    }

    private static ShortVolume image(Grid grid, ByteVolume... bright) {
        short[] hu = new short[grid.voxels()];
        for (int i = 0; i < hu.length; i++) {
            hu[i] = (short) (i % 7 - 900);
            for (ByteVolume mask : bright) {
                hu[i] = mask.values()[i] != 0 ? 600 : hu[i];
            }
        }
        return new ShortVolume(grid, hu);
    }

    /** 1 and 2 on both halves of the longest axis, a margin of 2 left out. */
    private static ByteVolume lungs(Grid grid) {
        ByteVolume map = ByteVolume.zeros(grid);
        for (int z = 2; z < grid.nz() - 2; z++) {
            for (int y = 2; y < grid.ny() - 2; y++) {
                for (int x = 2; x < grid.nx() - 2; x++) {
                    boolean far = (grid.nx() == 40 ? x : z) >= 20;
                    map.values()[grid.index(x, y, z)] = (byte) (far ? 2 : 1);
                }
            }
        }
        return map;
    }

    private static Case with(String... roles) {
        TreeMap<String, List<String>> inputs = new TreeMap<>();
        for (String role : roles) {
            inputs.put(role, List.of(role));
        }
        return new Case("case", "p", "p", inputs);
    }

    private static LungSegmentCase student(ScanSource source, MaskRules rules) {
        return new LungSegmentCase(new BrightIsTumour(), new GivenLungs(), 0, source, rules);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "LPS", "PIR", "OBLIQUE"})
    void theMasksOfBothLungsLieOnTheScansOwnGrid(String orientation) throws IOException {
        Grid grid = grid(orientation);
        ByteVolume one = ball(grid, false);
        ByteVolume two = ball(grid, true);
        MemoryFiles files =
                new MemoryFiles().with("image", image(grid, one, two)).with("lungs", lungs(grid));
        CaseResult result = student(ScanSource.STANDARD, PLAIN).process(with("image", "lungs"), files);
        ByteVolume mask = (ByteVolume) files.written("case.nii.gz");
        assertThat(mask.grid().shape()).isEqualTo(grid.shape());
        assertThat(mask.grid().affine().rows()).containsExactly(grid.affine().rows(), within(1e-5));
        for (int i = 0; i < grid.voxels(); i++) {
            assertThat(mask.values()[i]).isEqualTo((byte) (one.values()[i] | two.values()[i]));
        }
        assertThat(result.figures())
                .containsEntry("crops", 2.0)
                .containsEntry("components", 2.0)
                .containsEntry("largestProbability", (double) 0.9f);
        assertThat(result.figures().get("tumourVolumeMm3"))
                .isEqualTo((one.countNonZero() + two.countNonZero()) * 1.5, within(1e-3));
    }

    @Test
    void aThresholdOfMinusOneWritesTheProbabilities() throws IOException {
        Grid grid = grid("LPS");
        ByteVolume ball = ball(grid, true);
        MemoryFiles files = new MemoryFiles().with("image", image(grid, ball)).with("lungs", lungs(grid));
        student(ScanSource.STANDARD, new MaskRules(-1, 1, false, 0, false)).process(with("image", "lungs"), files);
        Volume map = files.written("case.nii.gz");
        for (int i = 0; i < grid.voxels(); i++) {
            float expected = lungs(grid).values()[i] == 0 ? 0 : ball.values()[i] != 0 ? 0.9f : 0.2f;
            assertThat(map.value(i)).isEqualTo(expected, within(1e-3f));
        }
    }

    @Test
    void aScanWithoutALungMapIsRefusedWhereMapsAreGiven() throws IOException {
        MemoryFiles files = new MemoryFiles().with("image", image(grid("RAS"), ball(grid("RAS"), true)));
        assertThatThrownBy(() -> student(ScanSource.STANDARD, PLAIN).process(with("image"), files))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_LUNGS));
    }

    @Test
    void valuesThatCannotBeHounsfieldUnitsAreRefusedUnlessRescaled() throws IOException {
        Grid grid = grid("RAS");
        ShortVolume image = image(grid, ball(grid, true));
        short[] raised = image.values().clone();
        for (int i = 0; i < raised.length; i++) {
            raised[i] = (short) (raised[i] + 1024);
        }
        MemoryFiles files =
                new MemoryFiles().with("image", new ShortVolume(grid, raised)).with("lungs", lungs(grid));
        Case one = with("image", "lungs");
        assertThatThrownBy(() -> student(ScanSource.STANDARD, PLAIN).process(one, files))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_HOUNSFIELD))
                .hasMessageContaining("--rescale");
        student(new ScanSource(Rescale.parse("1,-1024"), ""), PLAIN).process(one, files);
        assertThat(files.written("case.nii.gz").threshold().values())
                .isEqualTo(ball(grid, true).values());
    }

    @Test
    void aLungCropGivesAMaskOnItsOwnGrid() throws IOException {
        Grid grid = grid("RAS");
        Scan scan = new Scan("case", image(grid, ball(grid, true)), Optional.empty(), Optional.empty());
        Crop crop = new StudentCrops(scan, lungs(grid), NOBODY, 0, "test").crop(1);
        MemoryFiles files =
                new MemoryFiles().with("image", crop.image()).with("reference", ReferenceJson.write(crop.reference()));
        new CropSegmentCase(new BrightIsTumour(), PLAIN).process(with("image", "reference"), files);
        Volume mask = files.written("case.nii.gz");
        assertThat(mask.grid().shape()).isEqualTo(crop.reference().grid().shape());
        assertThat(((ByteVolume) mask).countNonZero())
                .isEqualTo(ball(grid, true).countNonZero());
    }

    @Test
    void aCropWithoutItsReferenceIsRefused() {
        assertThatThrownBy(() ->
                        new CropSegmentCase(new BrightIsTumour(), PLAIN).process(with("image"), new MemoryFiles()))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.PREPROCESSED_OTHERWISE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "LPS", "PIR", "OBLIQUE"})
    void aTeacherDrawsIntoTheBox(String orientation) throws IOException {
        Grid scan = grid(orientation);
        Grid grid = new Grid(scan.nx(), scan.ny(), scan.nz(), scan.affine().withSpacing(0.7, 0.7, 0.7));
        ByteVolume box = ball(grid, false);
        MemoryFiles files = new MemoryFiles().with("image", image(grid, box)).with("box", box);
        TumourSegmentCase teacher = new TumourSegmentCase(
                new ExpandCaseTest.BoxEcho(1), 32, new Prompt.Box("box"), ScanSource.STANDARD, PLAIN);
        teacher.process(with("image", "box"), files);
        assertThat(files.written("case.nii.gz").threshold().values()).isEqualTo(box.values());
    }

    private static TumourSegmentCase unet(double x, double y, double z) {
        return new TumourSegmentCase(new MiddleIsTumour(), 16, new Prompt.Centre(x, y, z), ScanSource.STANDARD, PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "LPS", "PIR", "OBLIQUE"})
    void aUnetLooksAroundTheCentre(String orientation) throws IOException {
        Grid scan = grid(orientation);
        Grid grid = new Grid(scan.nx(), scan.ny(), scan.nz(), scan.affine().withSpacing(0.7, 0.7, 0.7));
        MemoryFiles files = new MemoryFiles().with("image", image(grid, ball(grid, false)));
        double[] mm = grid.affine().apply(13, 9, 7);
        unet(mm[0], mm[1], mm[2]).process(with("image"), files);
        ByteVolume mask = (ByteVolume) files.written("case.nii.gz");
        assertThat(mask.countNonZero()).isEqualTo(1);
        assertThat(mask.values()[grid.index(13, 9, 7)]).isEqualTo((byte) 1);
    }

    @Test
    void aCentreOutsideTheScanIsRefused() throws IOException {
        MemoryFiles files = new MemoryFiles().with("image", image(grid("RAS"), ball(grid("RAS"), false)));
        assertThatThrownBy(() -> unet(500, 0, 0).process(with("image"), files))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROI_OUTSIDE));
    }

    @Test
    void whatChangesTheMaskIsASetting() {
        assertThat(unet(1, 2, 3).settings()).isEqualTo(unet(1, 2, 3).settings());
        assertThat(unet(1, 2, 4).settings()).isNotEqualTo(unet(1, 2, 3).settings());
        assertThat(student(ScanSource.STANDARD, MaskRules.STANDARD).settings())
                .isNotEqualTo(student(ScanSource.STANDARD, PLAIN).settings())
                .containsAllEntriesOf(Map.of("model", "bright", "lungs", "given", "marginMm", "0.0"));
    }
}
