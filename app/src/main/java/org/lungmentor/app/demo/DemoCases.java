package org.lungmentor.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSettings;

/**
 * The demonstration's patients: some with masks, of whom the last are kept for the test, and some with boxes only.
 *
 * @param strong cases with masks
 * @param weak cases with boxes
 */
public record DemoCases(List<String> strong, List<String> weak) {
    /** Seed of all phantoms. */
    private static final long SEED = 12;
    /** A small chest of 160 x 160 x 168 mm: lungs that two processors can learn from in minutes. */
    private static final PhantomSettings CHEST = new PhantomSettings(SEED, 128, 56, 1.25, 3.0);

    private static final int TRAIN = 8;
    private static final int VALIDATION = 2;
    private static final int TEST = 6;
    private static final int WEAK = 14;
    private static final int WEAK_VALIDATION = 2;

    /** Copies the lists. */
    public DemoCases {
        strong = List.copyOf(strong);
        weak = List.copyOf(weak);
    }

    /** Writes the phantoms as two public collections are downloaded: DICOM, structure sets, XML, and decoys among them. */
    public static DemoCases write(Path source) throws IOException {
        return new DemoCases(
                PhantomCollections.radiomics(
                        Files.createDirectories(source.resolve("radiomics")), CHEST, TRAIN + VALIDATION + TEST),
                PhantomCollections.lungDx(Files.createDirectories(source.resolve("lungdx")), CHEST, WEAK));
    }

    /** The cases that no network sees while it learns. */
    public List<String> test() {
        return strong.subList(TRAIN + VALIDATION, strong.size());
    }

    /** Writes {@code strong.json}, {@code mixed.json} (splits) and {@code test.txt} (the test cases). */
    public void writeSplits(Path folder) throws IOException {
        List<String> train = strong.subList(0, TRAIN);
        List<String> validation = strong.subList(TRAIN, TRAIN + VALIDATION);
        List<String> weakTrain = weak.subList(WEAK_VALIDATION, weak.size());
        List<String> weakValidation = weak.subList(0, WEAK_VALIDATION);
        split(folder.resolve("strong.json"), train, validation);
        split(folder.resolve("mixed.json"), joined(train, weakTrain), joined(validation, weakValidation));
        Files.write(folder.resolve("test.txt"), test(), StandardCharsets.UTF_8);
    }

    private void split(Path file, List<String> train, List<String> validation) throws IOException {
        byte[] json = new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(Map.of("train", train, "validation", validation, "test", List.of()));
        Files.write(file, json);
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
