package org.lungmentor.dicom.codec;

import java.util.Set;

/**
 * JPEG-LS, lossless and near-lossless (ISO/IEC 14495-1, ITU-T T.87): grey frames of 2 to 16 bits, one scan. Names are the
 * standard's; section numbers point there.
 */
public final class JpegLsDecoder implements PixelDecoder {
    @Override
    public String name() {
        return "own, JpegLsDecoder";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of("1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81");
    }

    @Override
    public void decode(byte[] compressed, FrameFormat frame, byte[] target) {
        new JpegLsScan(JpegLsHeader.read(compressed, frame), compressed).decode(frame, target);
    }
}
