package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Reason;

class BoxXmlTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/xml");

    @Test
    void drawsTheBoxesOfTheFixtures() throws IOException {
        byte[] mask = new byte[20 * 16 * 10];
        for (int slice = 1; slice <= 8; slice++) {
            Path file = FIXTURES.resolve("1.2.826.0.1.3680043.10.999.10" + slice + ".xml");
            BoxXml xml = BoxXml.read(Files.newInputStream(file));
            int offset = slice * 20 * 16;
            xml.boxes().forEach(b -> b.fill(mask, offset, 20, 16));
        }
        assertThat(mask)
                .isEqualTo(NiftiReader.read(FIXTURES.resolve("box.nii.gz"))
                        .volume()
                        .threshold()
                        .values());
    }

    @Test
    void refusesWhatIsNoAnnotation() {
        for (String text : new String[] {
            "",
            "no XML",
            "<other/>",
            "<annotation><object/></annotation>",
            "<annotation><object><bndbox><xmin>NaN</xmin></bndbox></object></annotation>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><annotation><object><name>&e;</name></object></annotation>"
        }) {
            assertThatThrownBy(() -> BoxXml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                    .as(text)
                    .isInstanceOfSatisfying(
                            CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_XML));
        }
    }
}
