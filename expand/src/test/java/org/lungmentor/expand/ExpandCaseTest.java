package org.lungmentor.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.preprocess.Crop;

class ExpandCaseTest {
    /** Stands for a network: gives back the box, {@code factor} times. */
    record BoxEcho(float factor) implements NetworkSource {
        private static final long serialVersionUID = 1L;

        @Override
        public String sha256() {
            return "echo " + factor;
        }

        @Override
        public CropNetwork load() {
            return this::echo;
        }

        private float[] echo(Crop crop) {
            float[] box = crop.box().orElseThrow().toFloat().values();
            for (int i = 0; i < box.length; i++) {
                box[i] *= factor;
            }
            return box;
        }
    }

    private static final Affine RAS = Affine.ofRows(0.7, 0, 0, -20, 0, 0.7, 0, -30, 0, 0, 0.7, 10);
    private static final Affine LPS = Affine.ofRows(-0.7, 0, 0, 20, 0, -0.7, 0, 30, 0, 0, 0.7, 10);
    private static final Affine PIR = Affine.ofRows(0, 0, 0.7, -20, -0.7, 0, 0, 30, 0, -0.7, 0, 40);
    private static final Affine OBLIQUE = Affine.ofRows(0.69, -0.1178, 0, -20, 0.1178, 0.69, 0, -30, 0, 0, 0.7, 10);

    private static Grid grid(String name) {
        return switch (name) {
            case "LPS" -> new Grid(48, 40, 32, LPS);
            case "PIR" -> new Grid(40, 32, 48, PIR);
            case "OBLIQUE" -> new Grid(48, 40, 32, OBLIQUE);
            default -> new Grid(48, 40, 32, RAS);
        };
    }

    private static ShortVolume image(Grid grid) {
        short[] hu = new short[grid.voxels()];
        for (int i = 0; i < hu.length; i++) {
            hu[i] = (short) (i * 7919 % 1500 - 1000);
        }
        return new ShortVolume(grid, hu);
    }

    private static ByteVolume box(Grid grid, int... centres) {
        ByteVolume box = ByteVolume.zeros(grid);
        for (int centre : centres) {
            for (int z = 12; z < 18; z++) {
                for (int y = 14; y < 20; y++) {
                    for (int x = centre - 3; x < centre + 3; x++) {
                        box.values()[grid.index(x, y, z)] = 1;
                    }
                }
            }
        }
        return box;
    }

    private static final Case CASE = new Case(
            "case", "patient", "patient", new TreeMap<>(java.util.Map.of("image", List.of("i"), "box", List.of("b"))));

    private static ExpandCase expand(int edge, NetworkSource... teachers) {
        return new ExpandCase(List.of(teachers), edge, "weak", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "LPS", "PIR", "OBLIQUE"})
    void aNetworkThatDrawsTheBoxGivesTheBoxBackOnTheScansOwnGrid(String orientation) throws IOException {
        Grid grid = grid(orientation);
        ByteVolume box = box(grid, 15);
        MemoryFiles files = new MemoryFiles().with("i", image(grid)).with("b", box);
        expand(32, new BoxEcho(1)).process(CASE, files);
        Volume soft = files.written("Labels/case.nii.gz");
        assertThat(soft.grid().shape()).isEqualTo(grid.shape());
        assertThat(soft.grid().affine().rows()).containsExactly(grid.affine().rows(), within(1e-5));
        for (int i = 0; i < grid.voxels(); i++) {
            // The grid's 0.7 mm is the crops' 0.7 mm but for float32 headers.
            assertThat(soft.value(i)).isEqualTo(box.value(i), within(1e-3f));
        }
    }

    @Test
    void severalCropsAreJoined() throws IOException {
        Grid grid = grid("RAS");
        ByteVolume box = box(grid, 8, 40);
        MemoryFiles files = new MemoryFiles().with("i", image(grid)).with("b", box);
        CaseResult result = expand(16, new BoxEcho(1)).process(CASE, files);
        assertThat(result.figures()).containsEntry("crops", 2.0).containsEntry("cutOffBox", 0.0);
        assertThat(files.written("Labels/case.nii.gz").threshold().values()).isEqualTo(box.values());
        assertThat(result.figures().get("tumourVolumeMm3")).isEqualTo(box.countNonZero() * 0.343, within(1e-3));
    }

    @Test
    void severalTeachersAreAveraged() throws IOException {
        Grid grid = grid("LPS");
        ByteVolume box = box(grid, 20);
        MemoryFiles files = new MemoryFiles().with("i", image(grid)).with("b", box);
        CaseResult result = expand(32, new BoxEcho(1), new BoxEcho(0.5f)).process(CASE, files);
        assertThat(result.figures().get("largestProbability")).isEqualTo(0.75, within(1e-3));
    }

    @Test
    void aCaseWithoutABoxIsRefused() throws IOException {
        Grid grid = grid("RAS");
        MemoryFiles empty = new MemoryFiles().with("i", image(grid)).with("b", ByteVolume.zeros(grid));
        assertThatThrownBy(() -> expand(32, new BoxEcho(1)).process(CASE, empty))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.EMPTY_BOX));
        Case without = new Case("case", "p", "p", new TreeMap<>(java.util.Map.of("image", List.of("i"))));
        assertThatThrownBy(() -> expand(32, new BoxEcho(1)).process(without, empty))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BOX_MISSING));
    }

    @Test
    void anotherTeacherOrEdgeIsAnotherSetting() {
        ExpandCase one = expand(32, new BoxEcho(1));
        assertThat(expand(32, new BoxEcho(1)).settings()).isEqualTo(one.settings());
        assertThat(expand(64, new BoxEcho(1)).settings()).isNotEqualTo(one.settings());
        assertThat(expand(32, new BoxEcho(0.5f)).settings()).isNotEqualTo(one.settings());
    }
}
