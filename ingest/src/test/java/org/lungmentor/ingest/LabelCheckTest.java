package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

    @Test
    void aMirroredLabelIsSuspect() {
        int found = 0;
        for (int p = 0; p < 10; p++) {
            Phantom phantom = Phantom.of(SETTINGS, "P" + p, 1);
            ByteVolume mirrored = mirrored(phantom.truth());
            found += new LabelCheck(phantom.image(), mirrored)
                            .suspicion()
                            .filter(s -> s.contains("left and right exchanged"))
                            .isPresent()
                    ? 1
                    : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(7); // one at the wall may fit the other side's wall as well
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

    private static ByteVolume mirrored(ByteVolume mask) {
        Grid grid = mask.grid();
        ByteVolume mirrored = ByteVolume.zeros(grid);
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    mirrored.values()[grid.index(grid.nx() - 1 - x, y, z)] = mask.values()[grid.index(x, y, z)];
                }
            }
        }
        return mirrored;
    }
}
