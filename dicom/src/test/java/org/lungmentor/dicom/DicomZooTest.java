package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungmentor.dicom.codec.PixelFormat;
import org.lungmentor.imaging.CaseRefused;

/**
 * Every file of the zoo has the outcome that stands in {@code zoo/outcomes.csv}: a change of what is read or refused is a
 * change of that file. {@code exact}: stored values are those that other programs decode, bit for bit. {@code lossy}: every
 * figure of theirs within 1, the mean within 0.05. {@code otherwise}: read, and other programs' values are not taken, the
 * third column says why. {@code unchecked}: read, no other program read it. {@code no-pixels}: a data set without an image.
 * Else the reason code of the refusal.
 */
@Tag("real-data")
class DicomZooTest {
    @Test
    void everyFileIsReadOrRefusedAsTheListSays() throws IOException {
        JsonNode facts = Zoo.facts();
        SortedMap<String, String> outcomes = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : Zoo.files().entrySet()) {
            outcomes.put(
                    file.getKey(),
                    outcome(file.getValue(), facts.path(file.getKey()).path("pixels")));
        }
        assertThat(outcomes).hasSize(118).isEqualTo(listed());
    }

    private static String outcome(byte[] bytes, JsonNode fact) throws IOException {
        try {
            Optional<DicomReader> file = DicomReader.open(new ByteArrayInputStream(bytes));
            if (file.isEmpty()) {
                return "no-dicom";
            }
            return file.get().hasPixels() ? compare(file.get(), fact) : "no-pixels";
        } catch (CaseRefused refused) {
            return refused.reason().code();
        }
    }

    private static String compare(DicomReader file, JsonNode fact) throws IOException {
        ImageFormat format = ImageFormat.of(file.header());
        PixelFormat pixels = format.frame().pixels();
        int area = format.frame().area();
        MessageDigest digest = sha256();
        long sum = 0;
        long lowest = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;
        byte[] frame = new byte[0];
        for (int f = 0; f < format.frames(); f++) {
            frame = file.readFrame(frame);
            ByteBuffer values = ByteBuffer.allocate(8 * area).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < area; i++) {
                long value = pixels.value(
                        pixels.stored(pixels.raw(frame, i, file.syntax().bigEndian())));
                values.putLong(value);
                sum += value;
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
            digest.update(values.array());
        }
        if (!fact.path("decoded").asBoolean()) {
            return "unchecked";
        }
        if (HexFormat.of()
                .formatHex(digest.digest())
                .equals(fact.get("sha256_int64le").asText())) {
            return "exact";
        }
        double count = (double) area * format.frames();
        boolean close = Math.abs(fact.get("sum").asDouble() - sum) / count <= 0.05
                && Math.abs(fact.get("min").asDouble() - lowest) <= 1
                && Math.abs(fact.get("max").asDouble() - highest) <= 1;
        return close ? "lossy" : "otherwise";
    }

    private static SortedMap<String, String> listed() throws IOException {
        SortedMap<String, String> listed = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(DicomZooTest.class.getResourceAsStream("/zoo/outcomes.csv"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 3))
                    .forEach(row -> listed.put(row[0], row[1]));
        }
        return listed;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
