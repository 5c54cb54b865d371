package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** All decoders that are built in. */
class PixelDecodersTest extends PixelDecoderContract {
    @Override
    protected boolean isHeld(PixelDecoder decoder) {
        return true;
    }

    @Test
    void everyDecoderNamesItself() {
        assertThat(PixelDecoders.of("1.2.840.10008.1.2.4.70").orElseThrow().name())
                .contains("TwelveMonkeys");
        assertThat(PixelDecoders.of("1.2.840.10008.1.2.4.201")).isEmpty();
    }
}
