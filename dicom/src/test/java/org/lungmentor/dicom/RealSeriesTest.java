package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;

/** Public series, and what other programs say of them. */
@Tag("real-data")
class RealSeriesTest {
    private static final Path DATA =
            Path.of(Optional.ofNullable(System.getenv("LUNGMENTOR_TEST_DATA")).orElse("."));

    @TempDir
    private Path folder;

    @Test
    void aPetWithASlopeASliceIsNoCtAndIsReadRightSliceBySlice() throws IOException {
        Map<String, byte[]> files = folder("ibsi-validation/STS_002/PET/image");
        List<SliceHeader> slices = headers(files);
        assertThat(slices.stream().map(s -> s.transform().slope()).distinct()).hasSize(48);
        assertThat(skipped(files)).hasSize(48).containsOnly(Optional.of(Reason.NOT_CT));
        assertThatThrownBy(() -> CtScan.read(List.copyOf(files.keySet()), path -> MadeCt.open(files, path)))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_HOUNSFIELD));
        CtScan pet = CtScan.read(StackCheck.stack(slices), path -> MadeCt.open(files, path));
        assertThat(pet.image()).isInstanceOf(FloatVolume.class);
        assertThat(pet.stack().spacingMm()).isCloseTo(3.27, within(1e-9));
        double sum = 0;
        float highest = 0;
        for (float value : ((FloatVolume) pet.image()).values()) {
            sum += value;
            highest = Math.max(highest, value);
        }
        assertThat(sum).isCloseTo(24_193.158, within(0.01));
        assertThat(highest).isCloseTo(21.6757f, within(1e-4f));
    }

    @Test
    void theRegionDrawnOnThePetHasTheVoxelsThatOthersCount() throws IOException {
        SliceStack stack = StackCheck.stack(headers(folder("ibsi-validation/STS_002/PET/image")));
        StructureSet set =
                StructureSet.read(Files.newInputStream(DATA.resolve("ibsi-validation/STS_002/PET/mask/RS.dcm")));
        StructureSet.Roi roi = set.select(Pattern.compile("gtv_mass_pet")).get(0);
        assertThat(RoiMask.fill(roi, stack.grid(), stack.toVoxel()).mask().countNonZero())
                .isEqualTo(555);
    }

    @Test
    void positionsRoundedToThousandthsAreNoUnevenSpacing() throws IOException {
        SortedMap<String, byte[]> files = Zoo.unpack(DATA.resolve("cip/ct-64Dicom.tar.gz"));
        assertThat(files).hasSize(79);
        CtScan scan = CtScan.read(shuffled(files), path -> MadeCt.open(files, path));
        Volume given = NiftiReader.read(DATA.resolve("cip/ct-64.nii.gz")).volume();
        assertThat(scan.stack().spacingMm()).isCloseTo(3.98734, within(1e-5));
        assertThat(scan.image().grid().affine().rows())
                .containsExactly(
                        new double[] {
                            -4.171872, 0, 0, 128.413806, 0, -4.171872, 0, 264.413806, 0, 0, 3.98734177, -360.256
                        },
                        within(1e-3));
        for (int i = 0; i < given.grid().voxels(); i++) {
            assertThat(scan.image().value(i)).isEqualTo(given.value(i));
        }
    }

    @Test
    void theOrientationPhantomHasTheVoxelsOfItsNifti() throws IOException {
        SortedMap<String, byte[]> all = Zoo.unpack(DATA.resolve("ibsi-digital/ibsi-digital.tar.gz"));
        Map<String, byte[]> files = new TreeMap<>(all);
        files.keySet().removeIf(name -> !name.startsWith("orientation/dicom"));
        byte[] nifti = all.entrySet().stream()
                .filter(e -> e.getKey().startsWith("orientation/nifti"))
                .map(Map.Entry::getValue)
                .findAny()
                .orElseThrow();
        CtScan scan = CtScan.read(StackCheck.stack(headers(files)), path -> MadeCt.open(files, path));
        Volume given = NiftiReader.read(Files.write(folder.resolve("orientation.nii.gz"), nifti))
                .volume();
        assertThat(scan.image().grid().shape()).containsExactly(32, 48, 64);
        for (int k = 0; k < 64; k++) { // the two files run against each other along z
            for (int i = 0; i < 32 * 48; i++) {
                assertThat(scan.image().value(k * 32 * 48 + i)).isEqualTo(given.value((63 - k) * 32 * 48 + i));
            }
        }
    }

    @Test
    void anEnhancedFileIsTheSeriesThatItWasMadeOf() throws IOException {
        SortedMap<String, byte[]> zoo = Zoo.files();
        Map<String, byte[]> single = new TreeMap<>();
        Map<String, byte[]> multi = new TreeMap<>();
        zoo.forEach((name, bytes) -> {
            if (name.startsWith("seg/IMG")) {
                single.put(name, bytes);
            } else if (name.equals("seg/mf.dcm")) {
                multi.put(name, bytes);
            }
        });
        assertThat(skipped(multi)).containsExactly(Optional.empty());
        CtScan one = CtScan.read(StackCheck.stack(headers(multi)), path -> MadeCt.open(multi, path));
        CtScan three = CtScan.read(StackCheck.stack(headers(single)), path -> MadeCt.open(single, path));
        assertThat(one.image().grid()).isEqualTo(three.image().grid());
        for (int i = 0; i < one.image().grid().voxels(); i++) {
            assertThat(one.image().value(i)).isEqualTo(three.image().value(i));
        }
    }

    @Test
    void anEnhancedMrIsReadByItsFrames() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(Zoo.unpack(DATA.resolve("ibsi-digital/ibsi-digital.tar.gz")));
        files.keySet().removeIf(name -> !name.startsWith("phantom1/dicom/image"));
        CtScan scan = CtScan.read(StackCheck.stack(headers(files)), path -> MadeCt.open(files, path));
        assertThat(scan.image().grid().shape()).containsExactly(5, 4, 4);
        double sum = 0;
        for (int i = 0; i < scan.image().grid().voxels(); i++) {
            sum += scan.image().value(i);
        }
        assertThat(sum).isEqualTo(173);
        assertThat(skipped(files)).containsExactly(Optional.of(Reason.NOT_CT));
    }

    @Test
    void localisersBesideASeriesAreSkipped() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(Zoo.files());
        files.keySet().removeIf(name -> !name.startsWith("localiser/"));
        Map<String, Optional<Reason>> skipped = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            skipped.put(file.getKey(), skipped(Map.of("x", file.getValue())).get(0));
        }
        assertThat(skipped).containsEntry("localiser/6293", Optional.of(Reason.LOCALIZER));
        assertThat(skipped).containsEntry("localiser/6924", Optional.of(Reason.LOCALIZER));
        assertThat(skipped.values()).filteredOn(Optional::isEmpty).hasSize(5);
    }

    @Test
    void obliqueSlicesKeepTheirPlace() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(Zoo.files());
        files.keySet().removeIf(name -> !name.startsWith("oriented/"));
        List<SliceHeader> slices = headers(files);
        SliceStack stack = StackCheck.stack(slices);
        for (int k = 0; k < 3; k++) {
            SliceHeader slice = stack.slices().get(k);
            double[] world = stack.grid().affine().apply(0, 0, k);
            assertThat(world)
                    .containsExactly(
                            new double[] {
                                -slice.position().get(0),
                                -slice.position().get(1),
                                slice.position().get(2)
                            },
                            within(1e-3));
        }
        assertThat(stack.grid().shape()).containsExactly(100, 50, 3);
    }

    private static List<Optional<Reason>> skipped(Map<String, byte[]> files) throws IOException {
        List<Optional<Reason>> reasons = new ArrayList<>();
        for (byte[] file : files.values()) {
            reasons.add(Candidate.skipped(DicomReader.open(new ByteArrayInputStream(file))
                    .orElseThrow()
                    .header()));
        }
        return reasons;
    }

    private static List<SliceHeader> headers(Map<String, byte[]> files) throws IOException {
        List<SliceHeader> headers = new ArrayList<>();
        for (String path : files.keySet()) {
            headers.addAll(SliceHeaders.of(
                    path,
                    DicomReader.open(MadeCt.open(files, path)).orElseThrow().header()));
        }
        return headers;
    }

    private static List<String> shuffled(Map<String, byte[]> files) {
        List<String> paths = new ArrayList<>(files.keySet());
        Collections.shuffle(paths, new Random(3));
        return paths;
    }

    private static Map<String, byte[]> folder(String name) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(DATA.resolve(name))) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
