package org.lungmentor.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Resampler;
import org.lungmentor.imaging.RowSource;
import org.lungmentor.imaging.Volume;
import org.lungmentor.imaging.VoxelBox;

class PreprocessProperties {
    private static final List<PreprocessFixture> FIXTURES = PreprocessFixture.all();

    @Provide
    Arbitrary<PreprocessFixture> fixtures() {
        return Arbitraries.of(FIXTURES);
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of(Stored.allCodes());
    }

    @Property(tries = 40)
    void anotherAxisOrderGivesTheSameTumourCropsAndTurnedInverses(
            @ForAll("fixtures") PreprocessFixture fixture, @ForAll("codes") String codes, @ForAll long seed) {
        TeacherCrops crops = fixture.teacher();
        TeacherCrops turned = new TeacherCrops(
                stored(fixture, codes),
                PreprocessFixture.SUBJECT,
                fixture.facts().path("teacher").path("edge").asInt(),
                "test");

        assertThat(turned.count()).isEqualTo(crops.count());
        assertThat(turned.cutOffBox()).isEqualTo(crops.cutOffBox());
        for (int i = 0; i < crops.count(); i++) {
            assertSame(turned.crop(i), crops.crop(i));
            assertInverseTurns(turned.reference(i), crops.reference(i), codes, seed);
        }
    }

    @Property(tries = 40)
    void anotherAxisOrderGivesTheSameLungCropsAndTurnedInverses(
            @ForAll("fixtures") PreprocessFixture fixture, @ForAll("codes") String codes, @ForAll long seed) {
        StudentCrops crops = fixture.student();
        StudentCrops turned = new StudentCrops(
                stored(fixture, codes),
                Stored.as(codes, fixture.lungs()),
                PreprocessFixture.SUBJECT,
                fixture.facts().path("student").path("margin").asDouble(),
                "test");

        assertThat(turned.count()).isEqualTo(crops.count());
        assertThat(turned.tumourInNoCropMm3().orElseThrow())
                .isCloseTo(crops.tumourInNoCropMm3().orElseThrow(), within(1e-6));
        for (int i = 0; i < crops.count(); i++) {
            assertSame(turned.crop(i), crops.crop(i));
            assertInverseTurns(turned.reference(i), crops.reference(i), codes, seed);
        }
    }

    @Property(tries = 8)
    void aTumourCropIsTheResampledScanWithinItAndAirOutside(@ForAll("fixtures") PreprocessFixture fixture) {
        TeacherCrops crops = fixture.teacher();
        Volume image = fixture.scan().image();
        Grid canonical = crops.reference(0).canonical();
        Grid big = crops.reference(0).resampled();
        float[] whole = new float[big.voxels()];
        Intensities intensities = crops.reference(0).intensities();
        new Resampler(canonical.shape(), canonical.spacingMm(), big.shape(), new double[] {0.7, 0.7, 0.7})
                .resample(VoxelBox.of(big), RowSource.canonical(image).clipped(-1024, 1000), (y, z, row) -> {
                    for (int x = 0; x < row.length; x++) {
                        whole[big.index(x, y, z)] = (float) intensities.normalise(row[x]);
                    }
                });
        for (int i = 0; i < crops.count(); i++) {
            Crop crop = crops.crop(i);
            int[] start = crop.reference().window().start();
            Grid grid = crop.image().grid();
            float[] expected = new float[grid.voxels()];
            for (int v = 0; v < grid.voxels(); v++) {
                int x = v % grid.nx() + start[0];
                int y = v / grid.nx() % grid.ny() + start[1];
                int z = v / grid.nx() / grid.ny() + start[2];
                expected[v] = big.contains(x, y, z) ? whole[big.index(x, y, z)] : (float) intensities.normalise(-1024);
            }
            assertThat(crop.image().values()).isEqualTo(expected);
        }
    }

    @Property(tries = 8)
    void lungCropsArePaddedToMultiplesOfSixteenByLessThanSixteen(@ForAll("fixtures") PreprocessFixture fixture) {
        StudentCrops crops = fixture.student();
        for (int i = 0; i < crops.count(); i++) {
            CropReference reference = crops.reference(i);
            for (int axis = 0; axis < 3; axis++) {
                int padding = reference.padBefore()[axis] + reference.padAfter()[axis];
                assertThat(reference.grid().size(axis) % 16).isZero();
                assertThat(padding).isLessThan(16);
                assertThat(reference.padAfter()[axis] - reference.padBefore()[axis])
                        .isBetween(0, 1);
            }
        }
    }

    @Property(tries = 30)
    void theInverseLiesOnTheInputsGridBetweenZeroAndTheOutput(
            @ForAll("fixtures") PreprocessFixture fixture, @ForAll long seed) {
        for (CropReference reference :
                List.of(fixture.teacher().reference(0), fixture.student().reference(0))) {
            FloatVolume back = CropInverse.of(reference, output(reference, seed));

            assertThat(back.grid()).isEqualTo(fixture.scan().image().grid());
            int outside = 0;
            for (float v : back.values()) {
                outside += v >= 0 && v <= 1 ? 0 : 1;
            }
            assertThat(outside).isZero();
        }
    }

    @Property(tries = 16)
    void aReferenceIsReadBackAsWritten(@ForAll("fixtures") PreprocessFixture fixture) throws Exception {
        for (CropReference reference :
                List.of(fixture.teacher().reference(0), fixture.student().reference(0))) {
            byte[] json = ReferenceJson.write(reference);

            CropReference read = ReferenceJson.read(new ByteArrayInputStream(json), "a reference");

            assertThat(read).usingRecursiveComparison().isEqualTo(reference);
            assertThat(ReferenceJson.write(read)).isEqualTo(json);
        }
    }

    private static Scan stored(PreprocessFixture fixture, String codes) {
        Scan scan = fixture.scan();
        return new Scan(
                scan.name(),
                Stored.as(codes, scan.image()),
                scan.box().map(box -> Stored.as(codes, box)),
                scan.label().map(label -> Label.of(Stored.as(codes, label.volume()))));
    }

    private static void assertSame(Crop turned, Crop crop) {
        assertThat(turned.reference().window()).isEqualTo(crop.reference().window());
        assertThat(turned.image().values()).isEqualTo(crop.image().values());
        assertThat(turned.box().orElseThrow().values())
                .isEqualTo(crop.box().orElseThrow().values());
        assertThat(PreprocessFixture.largestGap(
                        turned.label().orElseThrow(), crop.label().orElseThrow()))
                .isZero();
        assertThat(turned.image().grid().affine().rows())
                .containsExactly(crop.image().grid().affine().rows(), Offset.offset(1e-4));
    }

    private static void assertInverseTurns(CropReference turned, CropReference reference, String codes, long seed) {
        float[] output = output(reference, seed);

        FloatVolume back = CropInverse.of(turned, output);

        FloatVolume expected = Stored.as(codes, CropInverse.of(reference, output));
        assertThat(Orientation.of(back.grid().affine()).codes()).isEqualTo(codes);
        assertThat(PreprocessFixture.largestGap(back, expected)).isLessThanOrEqualTo(1e-6);
    }

    private static float[] output(CropReference reference, long seed) {
        Random random = new Random(seed);
        float[] output = new float[reference.grid().voxels()];
        for (int i = 0; i < output.length; i++) {
            output[i] = random.nextFloat();
        }
        return output;
    }
}
