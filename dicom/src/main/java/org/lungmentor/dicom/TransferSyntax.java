package org.lungmentor.dicom;

import java.util.Map;
import java.util.Set;

/**
 * How a data set is encoded (PS3.5 10, names of PS3.6 A).
 *
 * @param uid the UID, as found in the file
 * @param name the standard's name, or "unknown"
 * @param explicitVr whether value representations are written
 * @param bigEndian whether numbers are stored high byte first
 * @param deflated whether everything after the file meta information is deflated
 * @param encapsulated whether pixel data comes in compressed fragments
 * @param known whether the data set can be read at all
 */
public record TransferSyntax(
        String uid,
        String name,
        boolean explicitVr,
        boolean bigEndian,
        boolean deflated,
        boolean encapsulated,
        boolean known) {

    /** The default of DICOM. */
    public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2", "Implicit VR Little Endian", false, false, false, false, true);
    /** Little endian with value representations. */
    public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2.1", "Explicit VR Little Endian", true, false, false, false, true);
    /** Explicit little endian, deflated (RFC 1951). */
    public static final TransferSyntax DEFLATED = new TransferSyntax(
            "1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", true, false, true, false, true);
    /** Big endian, retired from the standard and still met. */
    public static final TransferSyntax EXPLICIT_BIG_ENDIAN = new TransferSyntax(
            "1.2.840.10008.1.2.2", "Explicit VR Big Endian (Retired)", true, true, false, false, true);

    private static final Map<String, String> ENCAPSULATED = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
            Map.entry("1.2.840.10008.1.2.5", "RLE Lossless"),
            Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"),
            Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 & 4)"),
            Map.entry("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"),
            Map.entry(
                    "1.2.840.10008.1.2.4.70",
                    "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])"),
            Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless Image Compression"),
            Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless) Image Compression"),
            Map.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Image Compression (Lossless Only)"),
            Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000 Image Compression"),
            Map.entry("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)"),
            Map.entry("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"),
            Map.entry("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
            Map.entry("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
            Map.entry("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
            Map.entry("1.2.840.10008.1.2.4.112", "JPEG XL"),
            Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)"),
            Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)"),
            Map.entry("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
            Map.entry("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"));

    /** UIDs of the syntaxes with compressed pixel data that are known by name, decoded or not. */
    static Set<String> compressed() {
        return ENCAPSULATED.keySet();
    }

    /**
     * The syntax of a UID. Every compressed syntax of the standard writes its data set as explicit little endian
     * (PS3.5 10.4); a private or unknown UID gives a syntax that is not {@link #known}.
     */
    public static TransferSyntax of(String uid) {
        for (TransferSyntax plain :
                new TransferSyntax[] {IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED, EXPLICIT_BIG_ENDIAN}) {
            if (plain.uid.equals(uid)) {
                return plain;
            }
        }
        String name = ENCAPSULATED.get(uid);
        boolean known = name != null;
        String shown = Uid.isOne(uid) ? uid : "(no UID)"; // whatever text it is: messages repeat none
        return new TransferSyntax(shown, name == null ? "unknown" : name, true, false, false, known, known);
    }
}
