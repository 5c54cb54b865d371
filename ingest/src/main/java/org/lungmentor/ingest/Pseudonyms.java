package org.lungmentor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lungmentor.dicom.Uid;
import org.lungmentor.imaging.UsageException;

/**
 * What patients and UIDs are called in names, ledger and messages: as found, or as keyed hashes (HMAC-SHA-256, RFC 2104), which
 * are the same wherever the key is the same, and which nobody turns back without it.
 */
public final class Pseudonyms implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 16;
    private static final int LONGEST_KEY = 1 << 16;
    private static final int PATIENT_BYTES = 8;
    private static final int UID_BYTES = 16;

    /** Everything as found. */
    public static final Pseudonyms NONE = new Pseudonyms(new byte[0]);

    private final byte[] key;

    private Pseudonyms(byte[] key) {
        this.key = key;
    }

    /**
     * Hashes with the bytes of a key file; closes the stream.
     *
     * @throws UsageException if it has fewer than 16 bytes or more than 64 KiB
     */
    public static Pseudonyms of(InputStream keyFile) throws IOException {
        try (keyFile) {
            byte[] key = keyFile.readNBytes(LONGEST_KEY + 1);
            if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
                throw new UsageException("A key for pseudonyms has 16 to 65536 bytes, this one has "
                        + (key.length > LONGEST_KEY ? "more" : Integer.toString(key.length))
                        + ": make one with 'head -c 32 /dev/urandom > FILE' and keep it.");
            }
            return new Pseudonyms(key);
        }
    }

    /** A patient's name, safe as a file name: {@code P-} and 16 hexadecimal digits, or the ID as found. */
    String patient(String id) {
        return key.length == 0 ? FileNames.safe(id) : "P-" + hash("patient " + id, PATIENT_BYTES);
    }

    /**
     * 32 hexadecimal digits, or the UID as found; empty stays empty. Text where a UID should be is never shown.
     *
     * @param uid one UID, or several parted by slashes
     */
    String uid(String uid) {
        if (key.length > 0 && !uid.isEmpty()) {
            return hash("uid " + uid, UID_BYTES);
        }
        boolean isOne = Arrays.stream(uid.split("/", -1)).allMatch(Uid::isOne);
        return isOne || uid.isEmpty() ? uid : "no-uid-" + FileNames.hash(uid);
    }

    /** What of them changes outputs: a hash that tells keys apart and betrays none. */
    String fingerprint() {
        return key.length == 0 ? "" : hash("fingerprint", PATIENT_BYTES);
    }

    private String hash(String text, int bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java has HMAC-SHA-256
        }
    }
}
