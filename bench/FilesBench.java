import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lungmentor.dicom.Contour;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.dicom.DicomWriter;
import org.lungmentor.dicom.RoiMask;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.dicom.TransferSyntax;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.dicom.phantom.PhantomStructures;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;

/**
 * Reading and writing files beside what researchers use now, in turn in one run: each work once by us, once by the peer, and
 * again; the best of each counts. The peers are processes that are told what to do; those in Python time themselves without
 * their imports. We run in one Java process, as a job over many scans does; our first run is not counted.
 *
 * <p>java -Xmx4g -cp 'HOME/lib/*:HOME/spark/jars/*' bench/FilesBench.java WORK [REPEAT], from the project's root; HOME is a
 * distribution
 */
public class FilesBench {
    private static final int SIZE = 512;
    private static final int SLICES = 300;

    private final Path work;
    private final int repeat;
    private final Path series;

    private FilesBench(Path work, int repeat) {
        this.work = work;
        this.repeat = repeat;
        this.series = work.resolve("series");
    }

    /** Some work; returns its seconds. */
    private interface Work {
        double seconds() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        FilesBench bench = new FilesBench(work, args.length > 1 ? Integer.parseInt(args[1]) : 5);
        System.out.println(run("/usr/bin/python3", peer(), "versions").strip());
        System.out.println(run("dcm2niix", "--version").lines().reduce((a, b) -> b).orElse("").strip());
        System.out.println("Java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        bench.prepare();
        bench.ingest();
        bench.contours();
        bench.volumes();
    }

    private static String peer() {
        return Path.of("bench", "files_peer.py").toString();
    }

    private void prepare() throws IOException {
        if (Files.exists(work.resolve("ready"))) {
            return;
        }
        PhantomSettings settings = new PhantomSettings(1, SIZE, SLICES, 0.7, 1);
        Phantom phantom = Phantom.of(settings, "BENCH", 1);
        PhantomSeries written = PhantomSeries.of("BENCH", "1");
        written.write(written.slices(phantom), series);
        List<Contour> contours = new ArrayList<>();
        double[] first = phantom.image().grid().affine().originMm(); // RAS
        for (int i = 0; i < 100; i++) { // a hundred outlines of 200 points
            double[] points = new double[600];
            for (int p = 0; p < 200; p++) {
                double angle = 2 * Math.PI * p / 200;
                double radius = 40 + 10 * Math.sin(5 * angle + i * 0.1);
                points[3 * p] = -first[0] + 180 + radius * Math.cos(angle);
                points[3 * p + 1] = -first[1] + 180 + radius * Math.sin(angle);
                points[3 * p + 2] = first[2] + 100 + i;
            }
            contours.add(Contour.closed(points));
        }
        try (OutputStream out = Files.newOutputStream(work.resolve("structures.dcm"))) {
            new DicomWriter(TransferSyntax.IMPLICIT_LITTLE_ENDIAN)
                    .write(
                            PhantomStructures.dataSet(written, SLICES, List.of(new StructureSet.Roi("GTV-1", contours))),
                            out);
        }
        Files.writeString(work.resolve("ready"), "");
    }

    private List<String> slices() throws IOException {
        try (Stream<Path> files = Files.list(series)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static InputStream open(String path) throws IOException {
        return Files.newInputStream(Path.of(path));
    }

    private static CtScan scan(List<String> slices) throws IOException {
        return CtScan.read(slices, FilesBench::open);
    }

    private void ingest() throws Exception {
        List<String> slices = slices();
        Path ours = work.resolve("ours.nii.gz");
        compare("1 a series of 300 slices to .nii.gz, dcm2niix -z y", () -> {
            long start = System.nanoTime();
            write(scan(slices).image(), ours);
            return since(start);
        }, () -> timed("dcm2niix", "-z", "y", "-w", "1", "-o", work.toString(), "-f", "peer", series.toString()));
        compare("1 the same read and stacked alone, dcm2niix -z n (which also writes 157 MB)", () -> {
            long start = System.nanoTime();
            int voxels = scan(slices).image().grid().voxels();
            return voxels == SIZE * SIZE * SLICES ? since(start) : Double.NaN;
        }, () -> timed("dcm2niix", "-z", "n", "-w", "1", "-o", work.toString(), "-f", "plain", series.toString()));
        size(ours);
        size(work.resolve("peer.nii.gz"));
    }

    private void contours() throws Exception {
        List<String> slices = slices();
        CtScan scan = scan(slices);
        String structures = work.resolve("structures.dcm").toString();
        compare("2 a structure set of 100 contours to a mask, pydicom and skimage", () -> {
            long start = System.nanoTime();
            StructureSet.Roi roi =
                    StructureSet.read(open(structures)).select(Pattern.compile("GTV-1")).get(0);
            RoiMask mask = RoiMask.fill(roi, scan.image().grid(), scan.stack().toVoxel());
            double seconds = since(start);
            System.out.println("    our voxels " + mask.mask().countNonZero());
            return seconds;
        }, () -> python("contours", structures, slices.get(0), Integer.toString(SLICES)));
    }

    private void volumes() throws Exception {
        Path ours = work.resolve("ours.nii.gz");
        Path theirs = work.resolve("peer.nii.gz"); // one gzip member, as every other program writes
        Volume[] kept = new Volume[1];
        compare("3 our .nii.gz (blocks) to floats, nibabel get_fdata(float32) of the same file", () -> {
            long start = System.nanoTime();
            kept[0] = floats(ours);
            return since(start);
        }, () -> python("read", ours.toString()));
        compare("3 dcm2niix's .nii.gz (one gzip member) to floats, nibabel of the same file", () -> {
            long start = System.nanoTime();
            kept[0] = floats(theirs);
            return since(start);
        }, () -> python("read", theirs.toString()));
        Volume volume = read(ours);
        Path again = work.resolve("again.nii.gz");
        Path saved = work.resolve("nibabel.nii.gz");
        compare("4 the volume to .nii.gz, nibabel save (level 1)", () -> {
            long start = System.nanoTime();
            write(volume, again);
            return since(start);
        }, () -> python("write", ours.toString(), saved.toString()));
        size(again);
        size(saved);
        Path plain = work.resolve("plain.nii");
        compare("4 the volume to .nii.gz, gzip -6 of the .nii", () -> {
            long start = System.nanoTime();
            write(volume, again);
            return since(start);
        }, () -> timed("bash", "-c", "gzip -6 -c '" + plain + "' > '" + work.resolve("gzip6.gz") + "'"));
        size(work.resolve("gzip6.gz"));
    }

    private static Volume read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return NiftiReader.read(in, file.toString()).volume();
        }
    }

    private static Volume floats(Path file) throws IOException {
        return read(file).toFloat();
    }

    private static void write(Volume volume, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            NiftiWriter.write(volume, out);
        }
    }

    private static void size(Path file) throws IOException {
        System.out.println("    " + file.getFileName() + " " + Files.size(file) + " bytes");
    }

    private void compare(String what, Work ours, Work peer) throws Exception {
        System.out.println(what);
        double warm = ours.seconds();
        double best = Double.POSITIVE_INFINITY;
        double bestPeer = Double.POSITIVE_INFINITY;
        for (int i = 0; i < repeat; i++) {
            double one = ours.seconds();
            double other = peer.seconds();
            System.out.printf(Locale.ROOT, "    ours %.3f s, peer %.3f s%n", one, other);
            best = Math.min(best, one);
            bestPeer = Math.min(bestPeer, other);
        }
        System.out.printf(
                Locale.ROOT,
                "  best of %d: ours %.3f s (first, not counted, %.3f s), peer %.3f s: peer / ours %.2f%n",
                repeat,
                best,
                warm,
                bestPeer,
                bestPeer / best);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double python(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 2];
        command[0] = "/usr/bin/python3";
        command[1] = peer();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        String[] said = run(command).strip().split(" ");
        if (arguments[0].equals("contours")) {
            System.out.println("    the peer's voxels " + said[1]);
        }
        return Double.parseDouble(said[0]);
    }

    private static double timed(String... command) throws Exception {
        long start = System.nanoTime();
        String unused = run(command);
        return since(start);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0 && !command[0].equals("dcm2niix")) {
            throw new IOException(String.join(" ", command) + " ended with " + status + ": " + said);
        }
        return said;
    }
}
