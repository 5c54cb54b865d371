package org.lungmentor.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** SHA-256 (FIPS 180-4) as lower-case hexadecimal text. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What a digest has come to. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a text in UTF-8. */
    public static String of(String text) {
        MessageDigest digest = digest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return hex(digest);
    }

    /** Of settings: one line {@code name=value} each, in the map's order. */
    static String of(SortedMap<String, String> settings) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            lines.append(setting.getKey())
                    .append('=')
                    .append(setting.getValue())
                    .append('\n');
        }
        return of(lines.toString());
    }
}
