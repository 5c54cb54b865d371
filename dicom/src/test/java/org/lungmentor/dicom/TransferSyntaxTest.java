package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lungmentor.dicom.codec.PixelDecoder;
import org.lungmentor.dicom.codec.PixelDecoders;

class TransferSyntaxTest {
    @Test
    void thePageNamesEveryCompressedSyntaxAndWhatDecodesIt() throws IOException {
        String page = Files.readString(Path.of("../docs/transfer-syntaxes.md"));
        for (String uid : TransferSyntax.compressed()) {
            String decoder = PixelDecoders.of(uid).map(PixelDecoder::name).orElse("refused");
            assertThat(page).contains("| " + TransferSyntax.of(uid).name() + " | " + uid + " | " + decoder + " |");
        }
    }

    @Test
    void anUnknownSyntaxIsNotKnown() {
        assertThat(TransferSyntax.of("1.2.840.113619.5.2").known()).isFalse();
        assertThat(TransferSyntax.of("1.2.840.10008.1.2.4.201").known()).isTrue();
    }
}
