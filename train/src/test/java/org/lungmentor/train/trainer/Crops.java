package org.lungmentor.train.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.Storage;

/** A small preprocessed folder: bright balls in noise, a box around each. */
final class Crops {
    private final Storage storage = Storage.standard();
    private final String folder;

    Crops(Path folder, DatasetInfo.Kind kind, String spacing) throws IOException {
        this(folder, kind, spacing, DatasetInfo.Supervision.STRONG);
    }

    Crops(Path folder, DatasetInfo.Kind kind, String spacing, DatasetInfo.Supervision supervision) throws IOException {
        this.folder = folder.toString();
        Dataset.write(
                storage,
                this.folder,
                new DatasetInfo(
                        switch (supervision) {
                            case SOFT -> "soft balls";
                            case WEAK -> "boxes";
                            default -> "balls";
                        },
                        kind,
                        supervision,
                        Optional.empty(),
                        Optional.of("balls"),
                        new TreeMap<>(Map.of("spacing", spacing)),
                        "test",
                        new TreeMap<>()));
    }

    String folder() {
        return folder;
    }

    /** Adds crops c01, c02, ..., each of a patient of its own. */
    Crops with(int count, int nx, int ny, int nz) throws IOException {
        for (int i = 1; i <= count; i++) {
            String name = String.format(Locale.ROOT, "c%02d", i);
            Grid grid = grid(nx, ny, nz);
            float[] image = new float[grid.voxels()];
            byte[] box = new byte[grid.voxels()];
            byte[] label = new byte[grid.voxels()];
            Random random = new Random(i);
            double[] centre = {nx / 2.0 + random.nextInt(3), ny / 2.0, nz / 2.0 - random.nextInt(2)};
            double radius = 3 + random.nextDouble();
            for (int z = 0; z < nz; z++) {
                for (int y = 0; y < ny; y++) {
                    for (int x = 0; x < nx; x++) {
                        int at = grid.index(x, y, z);
                        double dx = x - centre[0];
                        double dy = y - centre[1];
                        double dz = z - centre[2];
                        boolean inside = dx * dx + dy * dy + dz * dz <= radius * radius;
                        label[at] = (byte) (inside ? 1 : 0);
                        box[at] =
                                (byte) (Math.max(Math.abs(dx), Math.max(Math.abs(dy), Math.abs(dz))) <= radius ? 1 : 0);
                        image[at] = (float) (0.3 * random.nextGaussian() + (inside ? 2 : 0));
                    }
                }
            }
            image(name, nx, ny, nz, image);
            mask("Boxes", name, grid, box);
            mask("Labels", name, grid, label);
            storage.write(
                    folder + "/references/" + name + ".json",
                    ("{\"case\":\"" + name + "\",\"patient\":\"p" + i + "\",\"tumourVolumeMm3\":" + 1000 * i + "}")
                            .getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Labels become soft: this probability in tumours, 0.2 beside them. */
    void probability(float inTumour) throws IOException {
        for (String path : Dataset.volumes(storage, folder + "/Labels").values()) {
            ByteVolume label;
            try (InputStream in = storage.open(path)) {
                label = (ByteVolume) NiftiReader.read(in, path).volume();
            }
            float[] soft = new float[label.values().length];
            for (int i = 0; i < soft.length; i++) {
                soft[i] = label.values()[i] != 0 ? inTumour : 0.2f;
            }
            try (OutputStream out = storage.create(path)) {
                NiftiWriter.write(new FloatVolume(label.grid(), soft), out);
            }
        }
    }

    /** Boxes are left. */
    void withoutLabels() throws IOException {
        for (String path : Dataset.volumes(storage, folder + "/Labels").values()) {
            storage.delete(path);
        }
    }

    void image(String name, int nx, int ny, int nz, float[] values) throws IOException {
        try (OutputStream out = storage.create(folder + "/Images/" + name + ".nii.gz")) {
            NiftiWriter.write(new FloatVolume(grid(nx, ny, nz), values), out);
        }
    }

    void mask(String kind, String name, Grid grid, byte[] values) throws IOException {
        try (OutputStream out = storage.create(folder + "/" + kind + "/" + name + ".nii.gz")) {
            NiftiWriter.write(new ByteVolume(grid, values), out);
        }
    }

    static Grid grid(int nx, int ny, int nz) {
        return new Grid(nx, ny, nz, Affine.ofRows(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}));
    }

    /** A split file of these lists. */
    String split(Path file, String train, String validation) throws IOException {
        storage.write(
                file.toString(),
                ("{\"train\":[" + train + "],\"validation\":[" + validation + "],\"test\":[]}")
                        .getBytes(StandardCharsets.UTF_8));
        return file.toString();
    }
}
