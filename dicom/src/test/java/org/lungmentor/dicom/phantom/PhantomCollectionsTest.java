package org.lungmentor.dicom.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.BoxXml;
import org.lungmentor.dicom.Candidate;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.DicomReader;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.dicom.SliceHeaders;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

/** The collections of phantoms, read back as any other. */
class PhantomCollectionsTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(3, 40, 16, 5, 6);

    @TempDir
    private Path folder;

    @Test
    void aScanReadBackIsThePhantomOnItsGrid() throws IOException {
        assertThat(PhantomCollections.radiomics(folder, SETTINGS, 2)).containsExactly("LUNG1-001", "LUNG1-002");
        for (int p = 1; p <= 2; p++) {
            Phantom phantom = Phantom.of(SETTINGS, "LUNG1-00" + p, p);
            CtScan scan = read(slices(folder.resolve("LUNG1-00" + p), Optional.empty()));
            assertThat(((ShortVolume) scan.image()).values())
                    .isEqualTo(phantom.image().values());
            assertThat(scan.image().grid()).isEqualTo(phantom.image().grid());
            assertThat(scan.image().grid()).isEqualTo(phantom.truth().grid());
            assertThat(scan.saysHounsfield()).isTrue();
            assertThat(scan.stack().lengthMm()).isEqualTo(16 * 6);
        }
    }

    @Test
    void theMiddleOfAPhantomIsTheOriginOfItsCoordinates() {
        assertThat(SETTINGS.acrossMm(19.5)).isZero();
        assertThat(SETTINGS.alongMm(7.5)).isZero();
        assertThat(SETTINGS.acrossMm(20.5)).isEqualTo(5);
        assertThat(SETTINGS.alongMm(8.5)).isEqualTo(6);
        assertThat(SETTINGS.widthMm()).isEqualTo(200);
        assertThat(SETTINGS.lengthMm()).isEqualTo(96);
    }

    @Test
    void aPhantomThatIsTooSmallIsRefused() {
        assertThat(new PhantomSettings(1, 32, 12, 0.1, 0.1).columns()).isEqualTo(32);
        for (double[] s : new double[][] {{31, 12, 1, 1}, {32, 11, 1, 1}, {32, 12, 0, 1}, {32, 12, 1, 0}}) {
            assertThatThrownBy(() -> new PhantomSettings(1, (int) s[0], (int) s[1], s[2], s[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everySliceThatHoldsTumourHasABoxATumourAroundIt() throws IOException {
        assertThat(PhantomCollections.lungDx(folder, SETTINGS, 3))
                .containsExactly("A0001_scan1", "B0002_scan1", "E0003_scan1");
        int n = SETTINGS.columns();
        for (int p = 1; p <= 3; p++) {
            String name = "ABE".charAt(p - 1) + "000" + p;
            Phantom phantom = Phantom.of(SETTINGS, "Lung_Dx-" + name, p == 2 ? 2 : 1);
            List<SliceHeader> slices = read(slices(
                            folder.resolve("Lung-PET-CT-Dx/Lung_Dx-" + name), Optional.of("3.000000")))
                    .stack()
                    .slices();
            for (int k = 0; k < SETTINGS.slices(); k++) {
                Path xml = folder.resolve("Annotation")
                        .resolve(name)
                        .resolve(slices.get(k).sopInstanceUid() + ".xml");
                byte[] drawn = new byte[n * n];
                if (Files.exists(xml)) {
                    BoxXml boxes = BoxXml.read(Files.newInputStream(xml));
                    assertThat(boxes.types()).containsExactly("ABE".substring(p - 1, p));
                    boxes.boxes().forEach(b -> b.fill(drawn, 0, n, n));
                    for (BoxXml.Box box : boxes.boxes()) {
                        assertThat(isTight(box, phantom, k)).isTrue();
                    }
                }
                for (int i = 0; i < n * n; i++) {
                    if (phantom.truth().values()[k * n * n + i] != 0) {
                        assertThat(drawn[i]).as("pixel " + i + " of slice " + k).isEqualTo((byte) 1);
                    }
                }
            }
        }
    }

    /** Whether the tumour touches all four sides of its box. */
    private static boolean isTight(BoxXml.Box box, Phantom phantom, int k) {
        boolean[] touched = new boolean[4];
        int n = SETTINGS.columns();
        for (int y = box.ymin(); y <= box.ymax(); y++) {
            for (int x = box.xmin(); x <= box.xmax(); x++) {
                if (phantom.truth().values()[(k * n + y - 1) * n + x - 1] != 0) {
                    touched[0] |= x == box.xmin();
                    touched[1] |= x == box.xmax();
                    touched[2] |= y == box.ymin();
                    touched[3] |= y == box.ymax();
                }
            }
        }
        return touched[0] && touched[1] && touched[2] && touched[3];
    }

    @Test
    void decoysAreWhatTheySay() throws IOException {
        PhantomCollections.radiomics(folder, SETTINGS, 2);
        PhantomCollections.lungDx(folder, SETTINGS, 2);
        Map<String, Integer> kinds = new TreeMap<>();
        List<Double> slopes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".xml")) {
                    kinds.merge("xml", 1, Integer::sum);
                    continue;
                }
                try (DicomReader dicom =
                        DicomReader.open(Files.newInputStream(file)).orElseThrow()) {
                    Optional<Reason> skipped = Candidate.skipped(dicom.header());
                    kinds.merge(
                            !dicom.hasPixels()
                                    ? "structures"
                                    : skipped.map(Reason::code).orElse("ct"),
                            1,
                            Integer::sum);
                    if (skipped.isPresent() && dicom.hasPixels()) {
                        slopes.add(SliceHeaders.of("pet", dicom.header())
                                .get(0)
                                .transform()
                                .slope());
                    }
                }
            }
        }
        assertThat(kinds)
                .containsEntry("ct", 4 * 16 + 8) // the last patient's second series is too short
                .containsEntry("not-ct", 2 * 16)
                .containsEntry("structures", 2)
                .containsKey("xml");
        assertThat(slopes.stream().distinct()).as("a slope a slice").hasSize(16);
        assertThat(slopes).allSatisfy(s -> assertThat(s).isCloseTo(0.25, within(0.2)));
    }

    @Test
    void aChestIsMadeOfItsParts() {
        Phantom phantom = Phantom.of(PhantomSettings.small(11), "chest", 1);
        int n = phantom.settings().columns();
        short[] hu = phantom.image().values();
        int middle = phantom.settings().slices() / 2;
        // right lung, left lung, spine behind, air in the corner
        assertThat(mean(hu, n, middle, n / 2 - 20, n / 2)).isBetween(-1000.0, -600.0);
        assertThat(mean(hu, n, middle, n / 2 + 20, n / 2)).isBetween(-1000.0, -600.0);
        assertThat(mean(hu, n, middle, n / 2, n / 2 + 22)).isBetween(250.0, 450.0);
        assertThat(mean(hu, n, middle, 3, 3)).isBetween(-1030.0, -950.0);
        int[] counts = new int[4];
        for (short value : hu) {
            counts[value < -950 ? 0 : value < -500 ? 1 : value < 200 ? 2 : 3]++;
            assertThat(value).isBetween((short) -1024, (short) 600);
        }
        double all = hu.length;
        assertThat(counts[1] / all).as("lung").isBetween(0.08, 0.30);
        assertThat(counts[2] / all).as("soft").isBetween(0.15, 0.50);
        assertThat(counts[3] / all).as("bone").isBetween(0.005, 0.04);
    }

    @Test
    void theHeartLiesMoreToTheLeft() {
        for (int seed = 0; seed < 5; seed++) {
            Phantom phantom = Phantom.of(PhantomSettings.small(seed), "heart", 1);
            int n = phantom.settings().columns();
            int[] lung = new int[2];
            for (int v = 0; v < phantom.image().values().length; v++) {
                if (phantom.image().values()[v] > -950 && phantom.image().values()[v] < -600) {
                    lung[v % n < n / 2 ? 0 : 1]++; // x grows to the patient's left
                }
            }
            assertThat(lung[1]).isLessThan(lung[0]);
        }
    }

    private static double mean(short[] hu, int n, int z, int x, int y) {
        double sum = 0;
        for (int j = y - 2; j <= y + 2; j++) {
            for (int i = x - 2; i <= x + 2; i++) {
                sum += hu[(z * n + j) * n + i];
            }
        }
        return sum / 25;
    }

    private static List<Path> slices(Path patient, Optional<String> series) throws IOException {
        try (Stream<Path> files = Files.walk(patient)) {
            return files.filter(f -> f.toString().endsWith(".dcm"))
                    .filter(f -> f.toString().contains("/" + series.orElse("0.000000") + "-"))
                    .toList();
        }
    }

    private static CtScan read(List<Path> slices) throws IOException {
        return CtScan.read(slices.stream().map(Path::toString).toList(), path -> Files.newInputStream(Path.of(path)));
    }
}
