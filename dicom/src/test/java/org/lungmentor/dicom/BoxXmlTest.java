package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
    void onlyTheAnnotationsOwnElementsCount() throws IOException {
        BoxXml xml =
                read("<annotation><note><object><name>B</name></object></note><object><part><name>G</name></part><name>"
                        + " e </name><bndbox><xmin>1.5</xmin><x><ymin>7</ymin></x><ymin>2.4</ymin><xmax>8</xmax><ymax>9</ymax></bndbox>"
                        + "<ymin>7</ymin></object></annotation>");
        assertThat(xml.boxes()).containsExactly(new BoxXml.Box(2, 2, 8, 9));
        assertThat(xml.types()).containsExactly("E");
        assertThat(xml.swapped()).isZero();
    }

    @Test
    void exchangedEndsArePutRightAndCountedOnceABox() throws IOException {
        BoxXml xml = read("<annotation>" + object("A", 9, 8, 2, 1) + object("x", 1, 5, 3, 2) + object("A", 1, 1, 1, 1)
                + "</annotation>");
        assertThat(xml.boxes())
                .containsExactly(new BoxXml.Box(2, 1, 9, 8), new BoxXml.Box(1, 2, 3, 5), new BoxXml.Box(1, 1, 1, 1));
        assertThat(xml.swapped()).isEqualTo(2);
        assertThat(xml.types()).containsExactly("?", "A");
    }

    @Test
    void aBoxOfZerosIsNone() throws IOException {
        BoxXml xml = read("<annotation>" + object("A", 0, 0, 0, 0) + object("B", 0, 0, 0, 1) + "</annotation>");
        assertThat(xml.boxes()).containsExactly(new BoxXml.Box(0, 0, 0, 1));
        assertThat(xml.types()).containsExactly("B");
    }

    @Test
    void aBoxBeyondTheImageIsClipped() {
        byte[] mask = new byte[2 * 12];
        new BoxXml.Box(3, -5, 99, 2).fill(mask, 12, 4, 3);
        assertThat(mask).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0);
    }

    @Test
    void charactersOfAnyEncodingMayStandAround() throws IOException {
        byte[] text = ("#<annotation><folder>#</folder>" + object("A", 1, 2, 3, 4) + "</annotation>")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
        byte[] gbk = {(byte) 0xb7, (byte) 0xce, (byte) 0x81, 0x5c};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        boolean first = true;
        for (byte b : text) {
            if (b == '#') {
                file.writeBytes(first ? mark : gbk);
                first = false;
            } else {
                file.write(b);
            }
        }
        assertThat(BoxXml.read(new ByteArrayInputStream(file.toByteArray())).boxes())
                .containsExactly(new BoxXml.Box(1, 2, 3, 4));
    }

    private static String object(String name, int xmin, int ymin, int xmax, int ymax) {
        return "<object><name>" + name + "</name><bndbox><xmin>" + xmin + "</xmin><ymin>" + ymin + "</ymin><xmax>"
                + xmax + "</xmax><ymax>" + ymax + "</ymax></bndbox></object>";
    }

    private static BoxXml read(String text) throws IOException {
        return BoxXml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesWhatIsNoAnnotation() {
        for (String text : new String[] {
            "",
            "no XML",
            "<other/>",
            "<annotation>",
            "<annotation/><annotation/>",
            "<annotation><object/></annotation>",
            "<annotation><object><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>1</xmax></bndbox></object></annotation>",
            "<annotation><object><bndbox><xmin>1e7</xmin></bndbox></object></annotation>",
            "<!DOCTYPE a [\u0001]><annotation/>", // the JDK's reader has no message for this one
            "<annotation><object><bndbox><xmin>NaN</xmin></bndbox></object></annotation>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM"
                    + " \"file:///etc/passwd\">]><annotation><object><name>&e;</name></object></annotation>"
        }) {
            assertThatThrownBy(() -> BoxXml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                    .as(text)
                    .isInstanceOfSatisfying(
                            CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_XML));
        }
    }
}
