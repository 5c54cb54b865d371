package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.DicomWriter;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.dicom.WritableAttributes;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.dicom.phantom.PhantomStructures;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.SparkSessions;

/**
 * Nothing that names a person comes out of ingest: files are planted with words wherever text may stand, and no word may be in
 * any output, ledger, picture, message, log or event log of Spark.
 *
 * <p>What is kept, by design: patient IDs (and the folder of an annotation, which in Lung-PET-CT-Dx is one), study, series and
 * structure set UIDs, a tumour's letter, and, where no region is the one that is asked for, the names of those that there are.
 * With {@code --pseudonym-key} the first two come out as keyed hashes. Paths below IN are the user's: messages may name them,
 * and so may logs, but no output.
 */
class CanaryTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(3, 32, 24, 9.0, 7.0);

    /** Of paths; of attributes they have numbers. */
    private static final String OF_A_PATH = "whistleblower";

    @TempDir
    private Path folder;

    private final Canaries canaries = new Canaries();
    private final StringWriter log = new StringWriter();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private WriterAppender listener = WriterAppender.newBuilder()
            .setName("canaries")
            .setTarget(log)
            .setLayout(PatternLayout.newBuilder().withPattern("%p %c: %m%n%ex").build())
            .build();

    @BeforeEach
    void listen() throws IOException {
        System.setProperty("spark.eventLog.enabled", "true");
        System.setProperty("spark.eventLog.compress", "false");
        System.setProperty(
                "spark.eventLog.dir",
                Files.createDirectories(folder.resolve("events")).toUri().toString());
        PrintStream heard = new PrintStream(console, true, StandardCharsets.UTF_8);
        System.setOut(heard);
        System.setErr(heard);
        listener.start();
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().addAppender(listener, Level.INFO, null);
        context.getConfiguration().getRootLogger().setLevel(Level.INFO);
        context.updateLoggers();
    }

    @AfterEach
    void stopListening() {
        System.setOut(stdout);
        System.setErr(stderr);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().removeAppender("canaries");
        context.getConfiguration().getRootLogger().setLevel(Level.ERROR);
        context.updateLoggers();
        List.of("spark.eventLog.enabled", "spark.eventLog.compress", "spark.eventLog.dir")
                .forEach(System::clearProperty);
    }

    @Test
    void nothingOfStructureSetsAndSlicesComesOut() throws IOException {
        plantRadiomics();
        Called called = ingest("radiomics");
        assertThat(called.out()).contains("\"done\":1");
        assertThat(called.err())
                .contains("LUNG1-002 roi-missing") // with the names that there are
                .contains("LUNG1-003 bad-dicom")
                .contains("unsupported-transfer-syntax")
                .contains("LUNG1-005 no-structure-set");
        assertNothingCameOut(called);
        assertNothingCameOut(ingest("radiomics", "--pseudonym-key", key()));
        assertNoPatientOrUid("LUNG1", "2.25.");
        assertThat(canaries.count()).isGreaterThan(200);
    }

    @Test
    void nothingOfAnnotationsComesOut() throws IOException {
        plantLungDx();
        Called called = ingest("lungdx");
        assertThat(called.out()).contains("\"done\":2").contains("bad-xml");
        assertNothingCameOut(called);
        assertNothingCameOut(ingest("lungdx", "--pseudonym-key", key()));
        assertNoPatientOrUid("A0001", "B0002", "E0003", "2.25.");
        assertThat(canaries.count()).isGreaterThan(100);
    }

    @Test
    void nothingOfNiftiHeadersComesOut() throws IOException {
        Phantom phantom = Phantom.of(SETTINGS, "p", 1);
        for (String part : List.of("images", "labels")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(nifti(phantom, part)))) {
                out.writeBytes(in.readAllBytes());
            }
            Files.createDirectories(folder.resolve("in").resolve(part));
            Files.write(folder.resolve("in").resolve(part).resolve("case1.nii"), plantNifti(part, out.toByteArray()));
        }
        Called called = ingest("nifti", "--labels", "labels");
        assertThat(called.out()).contains("\"done\":1");
        assertNothingCameOut(called);
        assertThat(canaries.count()).isEqualTo(12);
    }

    /** One patient whose scan is done, others with one fault each; words in all of their attributes. */
    private void plantRadiomics() throws IOException {
        for (int p = 1; p <= 5; p++) {
            String patient = "LUNG1-00" + p;
            PhantomSeries series = PhantomSeries.of(patient, "1");
            Phantom phantom = Phantom.of(SETTINGS, patient, 1);
            Path study = folder.resolve("in").resolve(patient).resolve(OF_A_PATH + "-study");
            List<WritableAttributes> slices = series.slices(phantom);
            if (p == 1) { // no UID, but a text where one should be
                slices.forEach(s -> s.text(0x0020000d, "UI", canaries.word("study UID that is none")));
            }
            if (p == 3) {
                slices.get(4).text(0x00280030, "DS", canaries.word("pixel spacing that is none"));
            }
            writePlanted(patient, slices, study.resolve(OF_A_PATH + " series"));
            if (p < 5) {
                String wanted = p == 2 ? "heart" : "GTV-1";
                List<StructureSet.Roi> regions = List.of(phantom.region(wanted), phantom.region("other"));
                WritableAttributes set = PhantomStructures.dataSet(series, SETTINGS.slices(), regions);
                String file = patient + " structures";
                canaries.plant(file, set);
                canaries.plantStructures(file, set);
                String frame = series.frameOfReferenceUid();
                String neighbour = p == 2 ? "lung" : canaries.word("name of another region " + p);
                set.bytes(
                        0x30060020,
                        "SQ",
                        Canaries.joined(
                                canaries.region(file, 1, wanted, frame), canaries.region(file, 2, neighbour, frame)));
                set.text(0x00080018, "UI", canaries.word("structure set UID that is none " + p));
                write(file, set, study.resolve(OF_A_PATH + "-rt").resolve("1-1.dcm"));
            }
        }
        unknownSyntax(folder.resolve("in/LUNG1-004/" + OF_A_PATH + "-study/" + OF_A_PATH + "-rt/1-1.dcm"));
        PhantomSeries pet = PhantomSeries.of("LUNG1-001", "PET");
        List<WritableAttributes> decoys = pet.petSlices(SETTINGS);
        decoys.forEach(s -> s.text(0x00080060, "CS", canaries.word("modality")));
        writePlanted("PET", decoys, folder.resolve("in/LUNG1-001/pet"));
    }

    private void plantLungDx() throws IOException {
        Path in = folder.resolve("in");
        PhantomCollections.lungDx(in, SETTINGS, 3);
        Path images = in.resolve("Lung-PET-CT-Dx");
        List<Path> unplanted;
        try (Stream<Path> all = Files.walk(images)) {
            unplanted = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : unplanted) {
            Files.delete(file);
        }
        for (String patient : List.of("Lung_Dx-A0001", "Lung_Dx-B0002", "Lung_Dx-E0003")) {
            Phantom phantom = Phantom.of(SETTINGS, patient, patient.contains("B") ? 2 : 1);
            writePlanted(patient, PhantomSeries.of(patient, "1").slices(phantom), images.resolve(patient + OF_A_PATH));
        }
        List<Path> annotations;
        try (Stream<Path> all = Files.walk(in.resolve("Annotation"))) {
            annotations = all.filter(f -> f.toString().endsWith(".xml")).toList();
        }
        for (Path file : annotations) {
            Files.writeString(file, canaries.plantXml(Files.readString(file)));
        }
        Path broken = annotations.stream()
                .filter(f -> f.toString().contains("E0003"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                broken,
                "<annotation><object>&" + canaries.word("XML entity") + ";<xmin>" + canaries.word("XML number"));
        Path lettered = annotations.stream()
                .filter(f -> f.toString().contains("B0002"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                lettered,
                Files.readString(lettered)
                        .replace("<name>B</name>", "<name>" + canaries.word("XML object name") + "</name>"));
    }

    private void writePlanted(String of, List<WritableAttributes> slices, Path to) throws IOException {
        for (int k = 0; k < slices.size(); k++) {
            WritableAttributes slice = slices.get(k);
            canaries.plant(of, slice);
            slice.text(0x00080008, "CS", "ORIGINAL", "PRIMARY", "AXIAL", canaries.word(of + " image type"));
            write(of, slice, to.resolve(OF_A_PATH + "-" + k + ".dcm"));
        }
    }

    private void write(String file, WritableAttributes set, Path to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(Canaries.syntax()).write(set, out);
        Files.createDirectories(to.getParent());
        Files.write(to, canaries.plantMeta(file, out.toByteArray()));
    }

    /** A word where the transfer syntax's UID was, of the same length. */
    private void unknownSyntax(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String uid = "1.2.840.10008.1.2.1";
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(uid);
        byte[] word = Arrays.copyOf(canaries.word("transfer syntax").getBytes(StandardCharsets.US_ASCII), uid.length());
        System.arraycopy(word, 0, bytes, at, word.length);
        Files.write(file, bytes);
    }

    private static byte[] nifti(Phantom phantom, String part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NiftiWriter.write(part.equals("images") ? phantom.image() : phantom.truth(), out);
        return out.toByteArray();
    }

    /** Words in the texts of a header (nifti1.h), and in an extension behind it. */
    private byte[] plantNifti(String part, byte[] file) {
        int[] offsets = {4, 14, 148, 228, 328};
        for (int offset : offsets) {
            byte[] word = canaries.word(part + " NIfTI header at " + offset).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(word, 0, file, offset, word.length);
        }
        byte[] extension = new byte[48];
        ByteBuffer.wrap(extension)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(extension.length)
                .putInt(6) // a comment
                .put(canaries.word(part + " NIfTI extension").getBytes(StandardCharsets.US_ASCII));
        file[348] = 1;
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(108, 352 + extension.length);
        return Canaries.joined(Arrays.copyOf(file, 352), extension, Arrays.copyOfRange(file, 352, file.length));
    }

    private String key() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, "0123456789abcdef0123456789abcdef");
        return key.toString();
    }

    /** Into a fresh folder {@code out}. */
    private Called ingest(String what, String... more) throws IOException {
        Path out = folder.resolve("out");
        if (Files.exists(out)) {
            Files.move(out, folder.resolve("before"));
        }
        List<String> args =
                new ArrayList<>(List.of("ingest", what, folder.resolve("in").toString(), out.toString()));
        args.addAll(List.of("--preview", "--json", "--master", "local[2]"));
        args.addAll(List.of(more));
        Called called = Called.lungmentor(args.toArray(String[]::new));
        assertThat(called.status()).as(called.err()).isIn(ExitStatus.DONE, ExitStatus.INCOMPLETE);
        return called;
    }

    private void assertNothingCameOut(Called called) throws IOException {
        SortedMap<String, String> outputs = outputs();
        assertThat(outputs.keySet())
                .anyMatch(name -> name.startsWith("Images/"))
                .anyMatch(name -> name.startsWith("Boxes/"))
                .anyMatch(name -> name.startsWith("Previews/"))
                .anyMatch(name -> name.startsWith("ledger/"))
                .contains("ledger, read");
        SortedMap<String, NavigableSet<String>> leaks = new TreeMap<>();
        outputs.forEach((name, text) -> {
            NavigableSet<String> found = canaries.in(name + "\n" + text);
            if (text.toLowerCase(java.util.Locale.ROOT).contains(OF_A_PATH) || name.contains(OF_A_PATH)) {
                found.add("a path");
            }
            if (text.contains("20080918")) {
                found.add("study date");
            }
            leaks.put(name, found);
        });
        leaks.put("stdout", canaries.in(called.out()));
        leaks.put("stderr", canaries.in(called.err()));
        leaks.put("console", canaries.in(console.toString(StandardCharsets.UTF_8)));
        assertThat(log.toString()).contains("SparkContext");
        leaks.put("log", canaries.in(log.toString()));
        SortedMap<String, String> events = files(folder.resolve("events"));
        assertThat(events).isNotEmpty();
        events.forEach((name, text) -> leaks.put("events " + name, canaries.in(text)));
        leaks.values().removeIf(NavigableSet::isEmpty);
        assertThat(leaks).isEmpty();
    }

    /** With a key: in no output. */
    private void assertNoPatientOrUid(String... forbidden) throws IOException {
        outputs()
                .forEach((name, text) ->
                        assertThat(name + text.replace("\0", "")).as(name).doesNotContain(forbidden));
    }

    /** Every file of the dataset, what is packed unpacked as well, and the ledger as Spark reads it. */
    private SortedMap<String, String> outputs() throws IOException {
        SortedMap<String, String> all = files(folder.resolve("out"));
        try (SparkSession spark = SparkSessions.open("read the ledger")) {
            all.put(
                    "ledger, read",
                    String.join(
                            "\n",
                            spark.read()
                                    .parquet(folder.resolve("out/ledger").toString())
                                    .toJSON()
                                    .collectAsList()));
        }
        return all;
    }

    private static SortedMap<String, String> files(Path root) throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                all.put(name, text(Files.readAllBytes(file)));
                if (name.endsWith(".gz")) {
                    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                        all.put(name + ", unpacked", text(in.readAllBytes()));
                    }
                }
                if (name.endsWith(".png")) {
                    assertThat(chunks(Files.readAllBytes(file))).containsOnly("IHDR", "IDAT", "IEND"); // none of text
                }
            }
        }
        return all;
    }

    private static NavigableSet<String> chunks(byte[] png) throws IOException {
        NavigableSet<String> types = new TreeSet<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(png))) {
            in.skipNBytes(8);
            while (in.available() > 0) {
                int length = in.readInt();
                types.add(text(in.readNBytes(4)));
                in.skipNBytes(length + 4L);
            }
        }
        return types;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
