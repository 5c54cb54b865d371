package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** What is written is read back: voxels exactly, the place to float32. */
class NiftiRoundTripProperties {
    @Property(tries = 60)
    void whatIsWrittenIsReadBack(
            @ForAll @IntRange(min = 1, max = 40) int nx,
            @ForAll @IntRange(min = 1, max = 40) int ny,
            @ForAll @IntRange(min = 1, max = 30) int nz,
            @ForAll @IntRange(min = 0, max = 2) int type,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        Grid grid = new Grid(nx, ny, nz, turned(random));
        Volume volume = volume(grid, type, random);
        byte[] file = written(volume);
        NiftiImage image = NiftiReader.read(new ByteArrayInputStream(file), "made.nii.gz");
        assertThat(image.warnings()).isEmpty();
        assertThat(image.orientationKnown()).isTrue();
        assertThat(image.volume()).hasSameClassAs(volume);
        requireSameVoxels(image.volume(), volume);
        double[] back = image.volume().grid().affine().rows();
        double[] rows = grid.affine().rows();
        for (int i = 0; i < rows.length; i++) {
            assertThat(back[i]).isEqualTo((float) rows[i]);
        }
    }

    /** Programs that prefer the quaternion find the same place; nifti1.h, methods 2 and 3. */
    @Property(tries = 100)
    void theQuaternionSaysTheSamePlace(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Grid grid = new Grid(3, 4, 5, turned(random));
        byte[] file;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(written(volume(grid, 0, random))))) {
            file = in.readAllBytes();
        }
        file[254] = 0; // sform_code
        Affine found = NiftiReader.read(new ByteArrayInputStream(file), "made.nii")
                .volume()
                .grid()
                .affine();
        assertThat(found.rows()).containsExactly(grid.affine().rows(), Offset.offset(2e-4));
    }

    @Property(tries = 20)
    void theJdksGzipReadsTheSameBytes(@ForAll @IntRange(min = 0, max = 400_000) int length, @ForAll long seed)
            throws IOException {
        byte[] bytes = new byte[length];
        Random random = new Random(seed);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(1 + Math.floorMod(seed, 256));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BlockGzipOutput out = new BlockGzipOutput(packed)) {
            out.write(bytes);
        }
        byte[] file = packed.toByteArray();
        try (InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(file));
                InputStream ours = new GzipInput(new ByteArrayInputStream(file))) {
            assertThat(jdk.readAllBytes()).isEqualTo(bytes);
            assertThat(ours.readAllBytes()).isEqualTo(bytes);
        }
    }

    static byte[] written(Volume volume) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NiftiWriter.write(volume, out);
        return out.toByteArray();
    }

    private static Volume volume(Grid grid, int type, Random random) {
        int n = grid.voxels();
        if (type == 0) {
            byte[] values = new byte[n];
            random.nextBytes(values);
            return new ByteVolume(grid, values);
        }
        short[] shorts = new short[n];
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
            shorts[i] = (short) random.nextInt();
            floats[i] = (float) random.nextGaussian();
        }
        return type == 1 ? new ShortVolume(grid, shorts) : new FloatVolume(grid, floats);
    }

    private static void requireSameVoxels(Volume one, Volume other) {
        for (int i = 0; i < one.grid().voxels(); i++) {
            if (one.value(i) != other.value(i)) {
                assertThat(one.value(i)).as("voxel " + i).isEqualTo(other.value(i));
            }
        }
    }

    /** Any rotation, half of them mirrored, with some spacing. */
    private static Affine turned(Random random) {
        double[] q = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        double[][] columns = new Quaternion(q[0] / length, q[1] / length, q[2] / length, q[3] / length).columns();
        boolean mirrored = random.nextBoolean();
        for (int axis = 0; axis < 3; axis++) {
            double spacing = 0.5 + 2 * random.nextDouble();
            for (int row = 0; row < 3; row++) {
                columns[axis][row] *= mirrored && axis == 1 ? -spacing : spacing;
            }
        }
        return Affine.ofColumns(columns, new double[] {
            400 * random.nextDouble() - 200, 400 * random.nextDouble() - 200, 1000 * random.nextDouble() - 500
        });
    }
}
