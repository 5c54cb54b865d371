package org.lungmentor.dicom.codec;

import java.util.Set;

/**
 * Decodes the compressed frames of some transfer syntaxes. Found by {@link java.util.ServiceLoader}: a jar on the class path
 * that names another one in {@code META-INF/services} adds its syntaxes, and goes before ours where both know one.
 * One instance serves all threads.
 */
public interface PixelDecoder {
    /** What decodes, as the table of transfer syntaxes prints it. */
    String name();

    /** UIDs of the transfer syntaxes that it decodes. */
    Set<String> transferSyntaxes();

    /**
     * Decodes one grey frame.
     *
     * @param compressed the frame's bytes, all its fragments joined; a padding byte may follow
     * @param frame what the file says of its frames; the compressed bytes may contradict it and must not be believed
     * @param target receives {@link FrameFormat#bytes()} bytes: rows x columns allocated pixels, low byte first, a byte a
     *     pixel where one bit is allocated
     * @throws org.lungmentor.imaging.CaseRefused {@code bad-dicom}, {@code truncated} or
     *     {@code unsupported-transfer-syntax} where the bytes are broken or of a kind that is not decoded
     */
    void decode(byte[] compressed, FrameFormat frame, byte[] target);
}
