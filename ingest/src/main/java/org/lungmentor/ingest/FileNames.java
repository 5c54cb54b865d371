package org.lungmentor.ingest;

import org.lungmentor.jobs.Sha256;

/** Names that are safe as file names everywhere. */
final class FileNames {
    private static final int LONGEST = 64;

    private FileNames() {}

    /** The text with anything but letters, digits, dot, dash and underscore replaced; what was changed keeps a hash. */
    static String safe(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[.-]+", "");
        if (safe.equals(text) && safe.length() <= LONGEST && !safe.isEmpty()) {
            return safe;
        }
        String kept = safe.substring(0, Math.min(safe.length(), LONGEST - 9));
        return kept + (kept.isEmpty() ? "" : "-") + hash(text);
    }

    /** Eight hexadecimal digits of a text's SHA-256. */
    static String hash(String text) {
        return Sha256.of(text).substring(0, 8);
    }
}
