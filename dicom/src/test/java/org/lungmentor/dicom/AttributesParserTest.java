package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** Data sets written out byte by byte (PS3.5 7), explicit little endian. */
class AttributesParserTest {
    private static final String ITEM = "feff00e0";
    private static final String ITEM_END = "feff0de0 00000000";
    private static final String SEQUENCE_END = "feffdde0 00000000";
    private static final String OPEN = "ffffffff";
    private static final String NAME_A = "06302600 4c4f 0200 4120"; // ROI name "A"
    private static final String NAME_B = "06302600 4c4f 0200 4220";
    private static final String ROIS = "06302000 5351 0000"; // structure set ROI sequence
    private static final String PRIVATE = "11301100 5351 0000";
    private static final String MODALITY = "08006000 4353 0200 4354"; // CT
    private static final String LATER = "06308400 4953 0200 3720"; // referenced ROI number 7
    private static final String PIXELS = "e07f1000 4f42 0000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24000000" + ITEM + "0a000000" + NAME_A + ITEM + "0a000000" + NAME_B,
                OPEN + ITEM + "0a000000" + NAME_A + ITEM + "0a000000" + NAME_B + SEQUENCE_END,
                OPEN + ITEM + OPEN + NAME_A + ITEM_END + ITEM + OPEN + NAME_B + ITEM_END + SEQUENCE_END,
                "34000000" + ITEM + OPEN + NAME_A + ITEM_END + ITEM + OPEN + NAME_B + ITEM_END
            })
    void sequencesEndByLengthOrByDelimiter(String sequence) throws IOException {
        Attributes file = read(MODALITY + ROIS + sequence + LATER);
        assertThat(file.items(Tag.STRUCTURE_SET_ROI_SEQUENCE))
                .extracting(i -> i.text(Tag.ROI_NAME).orElse(""))
                .containsExactly("A", "B");
        assertThat(file.text(Tag.REFERENCED_ROI_NUMBER)).contains("7");
    }

    @Test
    void anEmptySequenceIsThereWithoutItems() throws IOException {
        for (String empty : List.of("00000000", OPEN + SEQUENCE_END)) {
            Attributes file = read(MODALITY + ROIS + empty + LATER);
            assertThat(file.has(Tag.STRUCTURE_SET_ROI_SEQUENCE)).isTrue();
            assertThat(file.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)).isEmpty();
            assertThat(file.text(Tag.REFERENCED_ROI_NUMBER)).contains("7");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a000000 01020304050607080910", // anything: it is skipped by its length
                OPEN + ITEM + OPEN + NAME_A + ITEM_END + SEQUENCE_END,
                OPEN + ITEM + "0a000000" + NAME_A + SEQUENCE_END,
                OPEN + ITEM + OPEN + PRIVATE + OPEN + SEQUENCE_END + ITEM_END + SEQUENCE_END
            })
    void sequencesThatAreNotWantedArePassedOver(String sequence) throws IOException {
        Attributes file = read(MODALITY + PRIVATE + sequence + LATER);
        assertThat(file.text(Tag.ROI_NAME)).isEmpty();
        assertThat(file.text(Tag.REFERENCED_ROI_NUMBER)).contains("7");
    }

    @Test
    void anUnknownRepresentationHidesAnImplicitSequence() throws IOException {
        String implicitName = "06302600 02000000 4120";
        Attributes file = read(
                MODALITY + "06302000 554e 0000" + OPEN + ITEM + OPEN + implicitName + ITEM_END + SEQUENCE_END + LATER);
        assertThat(file.items(Tag.STRUCTURE_SET_ROI_SEQUENCE).get(0).text(Tag.ROI_NAME))
                .contains("A");
        Attributes byLength = read(MODALITY + "06302000 554e 0000 12000000" + ITEM + "0a000000" + implicitName + LATER);
        assertThat(byLength.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)).hasSize(1);
        assertThat(byLength.text(Tag.REFERENCED_ROI_NUMBER)).contains("7");
    }

    @Test
    void aCompressedIconIsPassedOver() throws IOException {
        String icon = PIXELS + OPEN + ITEM + "00000000" + ITEM + "04000000 01020304" + SEQUENCE_END;
        Attributes file =
                read(MODALITY + "11300002 5351 0000" + OPEN + ITEM + OPEN + icon + ITEM_END + SEQUENCE_END + LATER);
        assertThat(file.text(Tag.REFERENCED_ROI_NUMBER)).contains("7");
    }

    @ParameterizedTest
    @CsvSource({
        OPEN + "00000000" + "00000000, broken fragments", // another tag
        OPEN + ITEM + OPEN + ", broken fragments" // a fragment without length
    })
    void brokenIconsAreRefused(String fragments, String message) {
        assertBad(message, MODALITY + PRIVATE + OPEN + ITEM + OPEN + PIXELS + fragments);
    }

    @Test
    void aFragmentLongerThanItsItemIsRefused() {
        String fragments = ITEM + "20000000 01020304";
        assertBad("broken fragments", MODALITY + ROIS + "20000000" + ITEM + "18000000" + PIXELS + OPEN + fragments);
    }

    @ParameterizedTest
    @CsvSource({
        ITEM + "00000000, delimiter outside of any sequence",
        ITEM_END + ", delimiter outside of any sequence",
        SEQUENCE_END + ", delimiter outside of any sequence",
        ROIS + OPEN + NAME_A + ", where an item of a sequence was due",
        ROIS + "08000000" + SEQUENCE_END + ", where an item of a sequence was due",
        ROIS + "10000000" + ITEM + "09000000 0102030405060708, an item longer than its sequence",
        ROIS + OPEN + ITEM + OPEN + SEQUENCE_END + ", a stray delimiter",
        ROIS + OPEN + ITEM + "08000000" + ITEM_END + SEQUENCE_END + ", a stray delimiter",
        "06302600 4c4f 0000, ''", // what follows is its content
        "06302600 5554 0000" + OPEN + ", an undefined length at (3006,0026)",
        ROIS + "12000000" + ITEM + "0a000000 06302600 4c4f 0400 4120, exceeds what encloses it"
    })
    void whatIsNoDataSetIsRefused(String hex, String message) throws IOException {
        if (message.isEmpty()) {
            assertThat(read(MODALITY + hex + LATER).text(Tag.ROI_NAME)).isEmpty();
        } else {
            assertBad(message, MODALITY + hex);
        }
    }

    @ParameterizedTest
    @CsvSource({"4141, true", "5a5a, true", "4041, false", "4140, false", "5b41, false", "415b, false"})
    void aRepresentationIsTwoCapitals(String vr, boolean taken) throws IOException {
        String element = "11001000" + vr + "0000 02000000 0102"; // unknown ones have long lengths
        if (taken) {
            assertThat(read(MODALITY + element + LATER).text(Tag.REFERENCED_ROI_NUMBER))
                    .contains("7");
        } else {
            assertBad("no value representation at (0011,0010)", MODALITY + element);
        }
    }

    @Test
    void aDataSetEndsWhereItsPixelsBegin() throws IOException {
        DicomReader file = DicomReader.open(
                        new ByteArrayInputStream(bytes(MODALITY + PIXELS + "02000000 0102" + LATER)))
                .orElseThrow();
        assertThat(file.hasPixels()).isTrue();
        assertThat(file.header().has(Tag.REFERENCED_ROI_NUMBER)).isFalse();
    }

    private static void assertBad(String message, String hex) {
        assertThatThrownBy(() -> read(hex))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_DICOM));
    }

    private static Attributes read(String hex) throws IOException {
        DicomReader file =
                DicomReader.open(new ByteArrayInputStream(bytes(hex))).orElseThrow();
        assertThat(file.hasPixels()).isFalse();
        return file.header();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
