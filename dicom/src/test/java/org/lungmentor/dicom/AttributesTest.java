package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a value is, once asked for. */
class AttributesTest {
    @ParameterizedTest
    @CsvSource({"'  CT ', CT", "'CT\0', CT", "'CT\0\0  ', CT", "' a  b ', 'a  b'"})
    void paddingIsNoPartOfAText(String stored, String text) throws IOException {
        assertThat(read(new WritableAttributes().text(Tag.MODALITY, stored)).text(Tag.MODALITY))
                .contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\0\0"})
    void aBlankTextIsAbsentThoughTheAttributeIsThere(String stored) throws IOException {
        Attributes file = read(new WritableAttributes().text(Tag.MODALITY, stored));
        assertThat(file.text(Tag.MODALITY)).isEmpty();
        assertThat(file.texts(Tag.MODALITY)).isEmpty();
        assertThat(file.has(Tag.MODALITY)).isTrue();
        assertThat(file.has(Tag.ROWS)).isFalse();
    }

    @Test
    void severalTextsArePartedByBackslashes() throws IOException {
        assertThat(read(new WritableAttributes().text(Tag.IMAGE_TYPE, "ORIGINAL ", "", "AXIAL"))
                        .texts(Tag.IMAGE_TYPE))
                .containsExactly("ORIGINAL", "", "AXIAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\\x", "NaN", "Infinity", "1e999", "1\\\\2", "0x"})
    void whatIsNoNumberIsAbsent(String stored) throws IOException {
        Attributes file = read(new WritableAttributes().text(Tag.PIXEL_SPACING, stored));
        assertThat(file.decimals(Tag.PIXEL_SPACING)).isEmpty();
        assertThat(file.integer(Tag.PIXEL_SPACING)).isEmpty();
    }

    @Test
    void numbersComeAsTheyAre() throws IOException {
        Attributes file = read(new WritableAttributes()
                .text(Tag.PIXEL_SPACING, " 0.5", "-1e2 ")
                .text(Tag.NUMBER_OF_FRAMES, " 12 ", "3")
                .text(Tag.ROI_NUMBER, "1.5")
                .text(Tag.ACQUISITION_NUMBER, "3000000000")
                .number(Tag.ROWS, 65_535)
                .numbers(Tag.TEMPORAL_POSITION_INDEX.number(), "UL", new short[] {2, -1}));
        assertThat(file.decimals(Tag.PIXEL_SPACING))
                .hasValueSatisfying(d -> assertThat(d).containsExactly(0.5, -100));
        assertThat(file.integer(Tag.NUMBER_OF_FRAMES)).hasValue(12);
        assertThat(file.integer(Tag.ROI_NUMBER)).isEmpty();
        assertThat(file.integer(Tag.ACQUISITION_NUMBER)).isEmpty();
        assertThat(file.integer(Tag.RESCALE_SLOPE)).isEmpty();
        assertThat(file.unsignedShort(Tag.ROWS)).hasValue(65_535);
        assertThat(file.unsignedShort(Tag.COLUMNS)).isEmpty();
        assertThat(file.unsignedInt(Tag.TEMPORAL_POSITION_INDEX)).hasValue(0xffff_0002L);
        assertThat(file.unsignedInt(Tag.ROWS)).as("too short for 32 bits").isEmpty();
        assertThat(file.unsignedInt(Tag.COLUMNS)).isEmpty();
    }

    @Test
    void numbersOfBigEndianFilesAreTheSame() throws IOException {
        WritableAttributes numbers = new WritableAttributes()
                .number(Tag.ROWS, 0x1234)
                .bytes(Tag.TEMPORAL_POSITION_INDEX.number(), "UL", new byte[] {0, 1, 2, 3});
        Attributes file = read(numbers, TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertThat(file.unsignedShort(Tag.ROWS)).hasValue(0x1234);
        assertThat(file.unsignedInt(Tag.TEMPORAL_POSITION_INDEX)).hasValue(0x0001_0203);
    }

    @Test
    void anItemHasTheCharacterSetOfItsFileOrItsOwn() throws IOException {
        String name = "腫瘍";
        WritableAttributes inherits =
                new WritableAttributes().bytes(Tag.ROI_NAME.number(), "LO", even(name, StandardCharsets.UTF_8));
        WritableAttributes own = new WritableAttributes()
                .text(Tag.SPECIFIC_CHARACTER_SET, "GB18030")
                .bytes(Tag.ROI_NAME.number(), "LO", even(name, Charset.forName("GB18030")));
        List<Attributes> items = read(new WritableAttributes()
                        .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                        .items(Tag.STRUCTURE_SET_ROI_SEQUENCE, List.of(inherits, own)))
                .items(Tag.STRUCTURE_SET_ROI_SEQUENCE);
        assertThat(items).extracting(i -> i.text(Tag.ROI_NAME).orElse("")).containsExactly(name, name);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ISO-8859-1",
        "ISO_IR 100, ISO-8859-1",
        "ISO_IR 144, ISO-8859-5",
        "ISO_IR 192, UTF-8",
        "GB18030, GB18030",
        "GBK, GBK",
        "'\\ISO 2022 IR 87', ISO-2022-JP-2",
        "'ISO 2022 IR 13\\ISO 2022 IR 87', ISO-2022-JP-2",
        "'ISO_IR 101 \\nonsense', ISO-8859-2"
    })
    void characterSetsAreJavas(String specific, String charset) {
        assertThat(CharacterSet.of(specific)).isEqualTo(Charset.forName(charset));
    }

    private static byte[] even(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        return bytes.length % 2 == 0 ? bytes : (text + " ").getBytes(charset);
    }

    private static Attributes read(WritableAttributes values) throws IOException {
        return read(values, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static Attributes read(WritableAttributes values, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax).write(values.text(Tag.SOP_CLASS_UID, "1.2").text(Tag.SOP_INSTANCE_UID, "1.2.3"), out);
        return DicomReader.open(new ByteArrayInputStream(out.toByteArray()))
                .orElseThrow()
                .header();
    }
}
