package org.lungmentor.preprocess.lungs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.preprocess.Stored;

@Tag("real-data")
class RealLungsTest {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("LUNGMENTOR_TEST_DATA", "."));

    @Test
    void findsBothLungsOfAWholeChest() throws IOException {
        Volume scan = read("msd-shaped/imagesTr/LUNG1-001.nii.gz");
        Volume truth = read("msd-shaped/lungsTr/LUNG1-001.nii.gz");

        ByteVolume lungs = new ClassicalLungs().find(scan);

        assertThat(dice(lungs, truth, 1)).as("right").isGreaterThanOrEqualTo(0.95);
        assertThat(dice(lungs, truth, 2)).as("left").isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void findsTheLungsOfACoarseChest() throws IOException {
        Volume scan = read("cip/ct-64.nii.gz");
        Volume truth = read("cip/wholeLung-64.nii.gz");

        ByteVolume lungs = new ClassicalLungs().find(scan);

        assertThat(dice(lungs, truth, 0)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void findsTheSameLungsHoweverTheFileIsStored() throws IOException {
        ShortVolume scan = (ShortVolume) read("msd-shaped/imagesTr/LUNG1-001.nii.gz");
        ByteVolume lungs = new ClassicalLungs().find(scan);
        for (String codes : List.of("LPS", "RAI", "LAI", "PSR")) {
            ShortVolume copy = Stored.as(codes, scan);

            ByteVolume same = new ClassicalLungs().find(copy);

            assertThat(canonical(same).values())
                    .as(codes)
                    .isEqualTo(canonical(lungs).values());
        }
    }

    private static <V extends Volume> V canonical(V volume) {
        return Orientation.of(volume.grid().affine()).toCanonical(volume);
    }

    /** Dice similarity of the voxels of a value; of all that are not 0 where the value is 0. */
    static double dice(Volume a, Volume b, int value) {
        long both = 0;
        long sum = 0;
        for (int i = 0; i < a.grid().voxels(); i++) {
            boolean inA = value == 0 ? a.value(i) > 0 : a.value(i) == value;
            boolean inB = value == 0 ? b.value(i) > 0 : b.value(i) == value;
            both += inA && inB ? 1 : 0;
            sum += (inA ? 1 : 0) + (inB ? 1 : 0);
        }
        return 2.0 * both / sum;
    }

    private static Volume read(String file) throws IOException {
        return NiftiReader.read(DATA.resolve(file)).volume();
    }
}
