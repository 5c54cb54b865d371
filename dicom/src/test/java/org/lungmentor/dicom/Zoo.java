package org.lungmentor.dicom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Public DICOM files of many kinds (tests tagged real-data): name to bytes, and what other programs say of them. */
final class Zoo {
    private static final Path DATA = Path.of(
                    Optional.ofNullable(System.getenv("LUNGMENTOR_TEST_DATA")).orElse("."))
            .resolve("dicom-zoo");
    private static final int BLOCK = 512;

    private Zoo() {}

    static SortedMap<String, byte[]> files() throws IOException {
        return unpack(DATA.resolve("dicom-zoo.tar.gz"));
    }

    /** Unpacks an archive (POSIX tar, gzipped): plain files only, named without their first folder. */
    static SortedMap<String, byte[]> unpack(Path archive) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (InputStream gz = new GZIPInputStream(Files.newInputStream(archive));
                DataInputStream in = new DataInputStream(gz)) {
            byte[] header = new byte[BLOCK];
            for (in.readFully(header); header[0] != 0; in.readFully(header)) {
                int size = Integer.parseInt(text(header, 124, 12), 8);
                byte[] content = new byte[size];
                in.readFully(content);
                in.readFully(new byte[(BLOCK - size % BLOCK) % BLOCK]);
                if (header[156] == '0' || header[156] == 0) {
                    String name = text(header, 0, 100);
                    files.put(name.substring(name.indexOf('/') + 1), content);
                }
            }
        }
        return files;
    }

    /** File to facts. */
    static JsonNode facts() throws IOException {
        return new ObjectMapper().readTree(DATA.resolve("facts.json").toFile()).get("file_facts");
    }

    private static String text(byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.US_ASCII);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
