package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** dcm4che's readers in our decoders' place: of the syntaxes that they have here. */
class Dcm4cheDecoderTest extends PixelDecoderContract {
    @Override
    protected boolean isHeld(PixelDecoder decoder) {
        return decoder.name().equals("dcm4che");
    }

    @Test
    void goesBeforeOurs() {
        assertThat(PixelDecoders.of("1.2.840.10008.1.2.5").orElseThrow().name()).isEqualTo("dcm4che");
    }
}
