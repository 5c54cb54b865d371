package org.lungmentor.expand;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Segbox;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.SparkSessions;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.Network;
import org.lungmentor.train.Precision;
import org.lungmentor.train.selftest.ModelFixture;

/** A folder with three small scans, stored LPS, boxes, lung maps, and models that have learnt nothing. */
final class Study {
    static final int EDGE = 16;
    static final EngineRequest ENGINE = new EngineRequest("", "cpu", 1, Precision.FLOAT32);
    private static final Grid GRID = new Grid(40, 24, 16, Affine.ofRows(-1, 0, 0, 20, 0, -1, 0, 30, 0, 0, 1.5, 10));
    private static final List<String> CASES = List.of("a", "b", "c");

    private final Path root;

    Study(Path root) {
        this.root = root;
    }

    static SparkSession spark(String master) {
        System.setProperty("spark.master", master);
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "localhost");
        return SparkSessions.open("test");
    }

    String path(String relative) {
        return root.resolve(relative).toString();
    }

    /** The dataset {@code weak}, and {@code lungs/CASE.nii.gz} beside it. */
    Study withScans() throws IOException {
        int number = 0;
        for (String name : CASES) {
            number++;
            ByteVolume tumour = ByteVolume.zeros(GRID);
            ByteVolume lungs = ByteVolume.zeros(GRID);
            short[] hu = new short[GRID.voxels()];
            for (int i = 0; i < hu.length; i++) {
                int x = i % GRID.nx();
                int y = i / GRID.nx() % GRID.ny();
                int z = i / GRID.nx() / GRID.ny();
                boolean inside = Math.abs(x - 10) < 3 && Math.abs(y - 11 - number) < 3 && Math.abs(z - 8) < 3;
                boolean lung = x > 1 && x < 38 && y > 1 && y < 22 && z > 1 && z < 14;
                tumour.values()[i] = (byte) (inside ? 1 : 0);
                lungs.values()[i] = (byte) (!lung ? 0 : x < 20 ? 1 : 2);
                hu[i] = (short) (inside ? 100 : i * (7919 + number) % 600 - 1000);
            }
            write("weak/Images/" + name + ".nii.gz", new ShortVolume(GRID, hu));
            write("weak/Boxes/" + name + ".nii.gz", Segbox.of(tumour));
            write("lungs/" + name + ".nii.gz", lungs);
        }
        Dataset.write(
                Storage.standard(),
                path("weak"),
                new DatasetInfo(
                        "scans",
                        DatasetInfo.Kind.DATASET,
                        DatasetInfo.Supervision.WEAK,
                        Optional.empty(),
                        Optional.empty(),
                        new TreeMap<>(),
                        "test",
                        new TreeMap<>()));
        return this;
    }

    /** A model file of that network, and its path. */
    String model(Network network, long seed) throws IOException {
        Path file = root.resolve(network.label() + seed + ".zip");
        SortedMap<String, String> settings =
                network.student() ? PreprocessJob.studentSettings(0) : PreprocessJob.teacherSettings(EDGE);
        int[] filters = network.student() ? new int[] {2, 2, 2, 2, 2} : new int[] {2, 2, 2, 2};
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelFixture.write(out, network, filters, settings, seed);
        }
        return file.toString();
    }

    void write(String relative, Volume volume) throws IOException {
        Path file = root.resolve(relative);
        Files.createDirectories(file.resolveSibling(""));
        try (OutputStream out = Files.newOutputStream(file)) {
            NiftiWriter.write(volume, out);
        }
    }

    Volume read(String relative) throws IOException {
        try (InputStream in = Files.newInputStream(root.resolve(relative))) {
            return NiftiReader.read(in, relative).volume();
        }
    }

    /** Relative path to content of all files below, ledgers and hidden ones aside. */
    SortedMap<String, String> bytes(String relative) throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        Path folder = root.resolve(relative);
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith("ledger/")) {
                    all.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all;
    }
}
