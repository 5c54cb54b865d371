package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.CaseRefused;

/** As many annotations as Lung-PET-CT-Dx has, made of a few real ones: each is read, or refused with a reason. */
class BoxArchiveTest {
    private static final int FILES = 31_562;
    private static final int PATIENTS = 355;

    @TempDir
    private Path folder;

    @Test
    void everyAnnotationOfAnArchiveIsReadOrRefused(TestReporter reporter) throws IOException {
        List<Path> archive = archive();
        assertThat(archive).hasSize(FILES);
        long start = System.nanoTime();
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        int boxes = 0;
        for (Path file : archive) {
            try {
                BoxXml xml = BoxXml.read(Files.newInputStream(file));
                boxes += xml.boxes().size();
                outcomes.merge(xml.swapped() > 0 ? "swapped" : "read", 1, Integer::sum);
            } catch (CaseRefused refused) {
                outcomes.merge(refused.reason().code(), 1, Integer::sum);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        reporter.publishEntry("annotations", FILES + " in " + seconds + " s, " + boxes + " boxes, " + outcomes);
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(FILES);
        assertThat(outcomes.get("read")).isGreaterThan(FILES / 2);
        assertThat(outcomes).containsKeys("bad-xml", "swapped");
    }

    /** Files in a folder a patient; one in 25 is odd: floats, exchanged ends, several objects, cut off, an entity. */
    private List<Path> archive() throws IOException {
        List<String> real = templates();
        Random random = new Random(31_562);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String text = real.get(i % real.size())
                    .replaceAll("<name>.*</name>", "<name>" + "ABEGa".charAt(random.nextInt(5)) + "</name>");
            if (i % 25 == 0) {
                text = odd(text, random.nextInt(6));
            }
            Path patient = folder.resolve("P" + i % PATIENTS);
            Files.createDirectories(patient);
            files.add(Files.writeString(patient.resolve("1.2.3." + i + ".xml"), text));
        }
        return files;
    }

    private static String odd(String text, int how) {
        return switch (how) {
            case 0 -> text.replaceAll("<xmin>(\\d+)</xmin>", "<xmin>$1.4999</xmin>");
            case 1 ->
                text.replace("<xmin>", "<x>")
                        .replace("</xmin>", "</x>")
                        .replace("xmax>", "xmin>")
                        .replace("<x>", "<xmax>")
                        .replace("</x>", "</xmax>");
            case 2 -> text.replaceAll("(?s)(<object>.*</object>)", "$1$1");
            case 3 -> text.substring(0, text.length() * 2 / 3);
            case 4 ->
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>"
                        + text.replaceAll("<name>.*</name>", "<name>&b;</name>");
            default -> text.replaceAll("<ymax>.*</ymax>", "");
        };
    }

    private static List<String> templates() throws IOException {
        String data = System.getenv("LUNGMENTOR_TEST_DATA");
        Path real = data == null
                ? Path.of("src/test/resources/fixtures/xml")
                : Path.of(data).resolve("lung-pet-ct-dx/Annotation/A0002");
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(real)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (text.contains("<xmin>")) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
