package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.ShortVolume;

/** One opening a file where all is ordinary, and the same volume as by two where it is not. */
class SlicesAsTheyComeTest {
    private final Map<String, Integer> opened = new TreeMap<>();

    private CtScan read(Map<String, byte[]> files, List<String> order) throws IOException {
        opened.clear();
        return CtScan.read(order, path -> {
            opened.merge(path, 1, Integer::sum);
            return new ByteArrayInputStream(files.get(path));
        });
    }

    private static short[] inOrder(CtScan scan, Map<String, byte[]> files) throws IOException {
        CtScan again = CtScan.read(scan.stack(), path -> new ByteArrayInputStream(files.get(path)));
        return ((ShortVolume) again.image()).values();
    }

    @Test
    void everyFileIsOpenedOnceAndEverySliceFindsItsPlace() throws IOException {
        Map<String, byte[]> files = MadeCt.files(MadeCt.slices(37));
        List<String> order = new ArrayList<>(files.keySet());
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(order, new Random(seed));
            CtScan scan = read(files, order);
            assertThat(opened).hasSize(37).values().containsOnly(1);
            for (int k = 0; k < 37; k++) {
                assertThat(MadeCt.slice(scan, k)).isEqualTo(MadeCt.counting(100 * k - 1024));
            }
        }
    }

    @Test
    void aLargeSeriesGrowsStepByStep() throws IOException {
        PhantomSettings settings = new PhantomSettings(1, 256, 150, 1, 2); // 9.8 million voxels
        PhantomSeries series = PhantomSeries.of("P", "1");
        Phantom phantom = Phantom.of(settings, "P", 1);
        Map<String, byte[]> files = MadeCt.files(series.slices(phantom));

        CtScan scan = read(files, List.copyOf(files.keySet()));

        assertThat(opened).hasSize(150).values().containsOnly(1);
        assertThat(((ShortVolume) scan.image()).values())
                .isEqualTo(phantom.image().values());
    }

    @Test
    void paddingIsCounted() throws IOException {
        List<WritableAttributes> slices = MadeCt.slices(12);
        slices.get(3).number(Tag.PIXEL_PADDING_VALUE, 301);
        Map<String, byte[]> files = MadeCt.files(slices);

        CtScan scan = read(files, List.copyOf(files.keySet()));

        assertThat(opened).values().containsOnly(1);
        assertThat(scan.paddedVoxels()).isEqualTo(1);
        assertThat(((ShortVolume) scan.image()).values()).isEqualTo(inOrder(scan, files));
    }

    @Test
    void fractionsRepeatsStraysAndBrokenFilesAreReadInOrder() throws IOException {
        List<WritableAttributes> fractional = MadeCt.slices(12);
        fractional.get(5).decimals(Tag.RESCALE_SLOPE, 1.5);
        Map<String, byte[]> files = MadeCt.files(fractional);
        CtScan floats = read(files, List.copyOf(files.keySet()));
        assertThat(floats.image()).isInstanceOf(FloatVolume.class);
        assertThat(floats.image().value(5 * 12)).isEqualTo(1.5f * 500 - 1024);

        List<WritableAttributes> repeated = MadeCt.slices(12);
        repeated.add(MadeCt.slices(8).get(7));
        files = MadeCt.files(repeated);
        CtScan unique = read(files, List.copyOf(files.keySet()));
        assertThat(unique.repeatedSlices()).isEqualTo(1);
        assertThat(((ShortVolume) unique.image()).values()).isEqualTo(inOrder(unique, files));

        List<WritableAttributes> beyond = MadeCt.slices(12);
        beyond.get(0).decimals(Tag.RESCALE_INTERCEPT, 40_000);
        files = MadeCt.files(beyond);
        CtScan large = read(files, List.copyOf(files.keySet()));
        assertThat(large.image().value(0)).isEqualTo(40_000);
    }
}
