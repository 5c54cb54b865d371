package org.lungmentor.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What tests do with folders: cases from texts, and all that lies there. */
final class Folder {
    private Folder() {}

    /** Writes one input file a case and returns the cases, in the texts' order. */
    static List<Case> cases(Path folder, String... texts) throws IOException {
        Files.createDirectories(folder);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            Case one = one(folder, i);
            Files.writeString(Path.of(one.path("image")), texts[i]);
            cases.add(one);
        }
        return cases;
    }

    /** The case of that number, whose input is already there. */
    static Case one(Path folder, int number) {
        String name = String.format(Locale.ROOT, "case%02d", number);
        String file = folder.resolve(name + ".txt").toString();
        return new Case(name, "P" + name, "P" + name, new TreeMap<>(Map.of("image", List.of(file))));
    }

    /** Relative path to content of all files, the ledger's and hidden ones aside. */
    static SortedMap<String, String> outputs(Path folder) throws IOException {
        SortedMap<String, String> all = everything(folder);
        all.keySet().removeIf(path -> path.startsWith("ledger/"));
        return all;
    }

    /** Relative path to content of all files, hidden ones too. */
    static SortedMap<String, String> everything(Path folder) throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                all.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }
}
