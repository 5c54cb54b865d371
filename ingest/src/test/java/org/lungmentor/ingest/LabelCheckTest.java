package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;

class LabelCheckTest {
    private static final PhantomSettings SETTINGS = PhantomSettings.small(7);

    @Test
    void aLabelOnItsTumourIsNotSuspect() {
        for (int p = 0; p < 10; p++) {
            Phantom phantom = Phantom.of(SETTINGS, "P" + p, p % 2 + 1);
            assertThat(new LabelCheck(phantom.image(), phantom.truth()).suspicion())
                    .as("P" + p)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "42, 0, left and right", "42, 1, front and back", "42, 2, head and feet",
        "14, 0, left and right", "14, 1, front and back", "14, 2, head and feet"
    })
    void aMirroredLabelIsSuspectOnAShortScanToo(int slices, int axis, String exchanged) {
        PhantomSettings settings = new PhantomSettings(7, 96, slices, 3, 4);
        int found = 0;
        for (int p = 0; p < 10; p++) {
            Phantom phantom = Phantom.of(settings, "P" + p, 1);
            assertThat(new LabelCheck(phantom.image(), phantom.truth()).suspicion())
                    .isEmpty();
            ByteVolume mirrored = mirrored(phantom.truth(), axis);
            found += new LabelCheck(phantom.image(), mirrored)
                            .suspicion()
                            .filter(s -> s.contains(exchanged + " exchanged"))
                            .isPresent()
                    ? 1
                    : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(8); // one in the middle is nearly its own mirror image
    }

    @Test
    void aLabelInTheAirBesideTheBodyIsSuspect() {
        Phantom phantom = Phantom.of(SETTINGS, "P", 1);
        Grid grid = phantom.image().grid();
        ByteVolume outside = ByteVolume.zeros(grid);
        for (int x = 2; x < 6; x++) {
            for (int y = 2; y < 6; y++) {
                outside.values()[grid.index(x, y, grid.nz() / 2)] = 1;
            }
        }
        assertThat(new LabelCheck(phantom.image(), outside).suspicion())
                .hasValueSatisfying(s -> assertThat(s).startsWith("100 % of the label lies in the air"));
    }

    static ByteVolume mirrored(ByteVolume mask, int axis) {
        Grid grid = mask.grid();
        ByteVolume mirrored = ByteVolume.zeros(grid);
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    int to = grid.index(
                            axis == 0 ? grid.nx() - 1 - x : x,
                            axis == 1 ? grid.ny() - 1 - y : y,
                            axis == 2 ? grid.nz() - 1 - z : z);
                    mirrored.values()[to] = mask.values()[grid.index(x, y, z)];
                }
            }
        }
        return mirrored;
    }
}
