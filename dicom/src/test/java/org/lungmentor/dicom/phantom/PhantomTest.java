package org.lungmentor.dicom.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.RoiMask;
import org.lungmentor.dicom.StructureSet;

class PhantomTest {
    private static final PhantomSettings SETTINGS = PhantomSettings.small(7);

    @Test
    void theStructureSetReadBackGivesTheTruth(@TempDir Path folder) throws IOException {
        PhantomCollections.radiomics(folder, SETTINGS, 2);
        for (String patient : List.of("LUNG1-001", "LUNG1-002")) {
            Phantom phantom = Phantom.of(SETTINGS, patient, patient.endsWith("2") ? 2 : 1);
            StructureSet structures = StructureSet.read(Files.newInputStream(structureSet(folder.resolve(patient))));
            StructureSet.Roi gtv =
                    structures.select(Pattern.compile("gtv[-_ ]?1")).get(0);
            RoiMask read = RoiMask.fill(gtv, phantom.truth().grid(), Phantom.toVoxel(SETTINGS));
            assertThat(read.mask().values()).isEqualTo(phantom.truth().values());
            assertThat(read.counts()).isEmpty();
            assertThat(structures.seriesUids())
                    .containsExactly(PhantomSeries.of(patient, "1").seriesUid());
        }
    }

    @Test
    void theSameSeedGivesTheSameChestAndAnotherPatientAnotherOne() {
        Phantom one = Phantom.of(SETTINGS, "A", 1);
        assertThat(Phantom.of(SETTINGS, "A", 1).image().values())
                .isEqualTo(one.image().values());
        assertThat(Phantom.of(SETTINGS, "B", 1).image().values())
                .isNotEqualTo(one.image().values());
    }

    @Test
    void tumoursAreNoBrighterThanWhatSurroundsTheLungs() {
        for (int p = 0; p < 10; p++) {
            Phantom phantom = Phantom.of(SETTINGS, "P" + p, 1);
            double[] inside = new double[2];
            double[] brightOutside = new double[2];
            for (int v = 0; v < phantom.image().values().length; v++) {
                if (phantom.truth().values()[v] != 0) {
                    inside[0]++;
                    inside[1] += phantom.image().values()[v];
                } else if (phantom.image().values()[v] > 0) {
                    brightOutside[0]++;
                    brightOutside[1] += phantom.image().values()[v];
                }
            }
            assertThat(inside[0]).isBetween(40.0, 4000.0);
            assertThat(inside[1] / inside[0]).isLessThan(brightOutside[1] / brightOutside[0]);
        }
    }

    @Test
    void aSecondTumourGrowsInTheOtherLung() {
        Phantom two = Phantom.of(SETTINGS, "C", 2);
        assertThat(two.tumours()).hasSize(2);
        int n = SETTINGS.columns();
        boolean[] side = new boolean[2];
        for (int v = 0; v < two.truth().values().length; v++) {
            side[v % n < n / 2 ? 0 : 1] |= two.truth().values()[v] != 0;
        }
        assertThat(side).containsOnly(true);
    }

    private static Path structureSet(Path patient) throws IOException {
        try (Stream<Path> files = Files.walk(patient)) {
            return files.filter(f -> f.toString().contains("3.000000"))
                    .filter(Files::isRegularFile)
                    .findAny()
                    .orElseThrow();
        }
    }
}
