package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.dicom.codec.PixelFormat;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** How pixels lie in a file, and what no file has. */
class ImageFormatTest {
    @Test
    void takesWhatTheFileSays() throws IOException {
        ImageFormat format = of(image -> image.text(Tag.NUMBER_OF_FRAMES, "7")
                .number(Tag.BITS_STORED, 12)
                .number(Tag.HIGH_BIT, 13)
                .number(Tag.PIXEL_REPRESENTATION, 1));
        assertThat(format.frames()).isEqualTo(7);
        assertThat(format.frame().rows()).isEqualTo(MadeCt.ROWS);
        assertThat(format.frame().columns()).isEqualTo(MadeCt.COLUMNS);
        assertThat(format.frame().pixels()).isEqualTo(new PixelFormat(16, 12, 13, true));
    }

    @Test
    void whatIsMissingIsWhatItMostlyIs() throws IOException {
        ImageFormat format = of(image -> {
            for (Tag tag : new Tag[] {Tag.SAMPLES_PER_PIXEL, Tag.BITS_STORED, Tag.HIGH_BIT, Tag.PIXEL_REPRESENTATION}) {
                image.elements().remove(tag.number());
            }
        });
        assertThat(format.frames()).isEqualTo(1);
        assertThat(format.frame().pixels()).isEqualTo(new PixelFormat(16, 16, 15, false));
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 4096, true",
        "4096, 4097, false",
        "65535, 256, true",
        "65535, 257, false",
        "0, 5, false",
        "5, 0, false"
    })
    void framesOfUpTo4096Squared(int rows, int columns, boolean taken) throws IOException {
        Consumer<WritableAttributes> size =
                image -> image.number(Tag.ROWS, rows).number(Tag.COLUMNS, columns);
        if (taken) {
            assertThat(of(size).frame().area()).isEqualTo(rows * columns);
        } else {
            assertRefused(Reason.BAD_DICOM, size);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "100000, true", "100001, false", "0, false", "-1, false", "1A, false", "'', false"})
    void framesInANumberThatAFileCanHave(String frames, boolean taken) throws IOException {
        Consumer<WritableAttributes> number = image -> image.text(Tag.NUMBER_OF_FRAMES, frames);
        if (taken) {
            assertThat(of(number).frames()).isEqualTo(Integer.parseInt(frames));
        } else {
            assertRefused(Reason.BAD_DICOM, number);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, true",
        "8, 8, 7, true",
        "8, 1, 0, true",
        "16, 12, 15, true",
        "32, 32, 31, true",
        "12, 12, 11, false",
        "64, 64, 63, false",
        "16, 0, 15, false",
        "16, 17, 16, false",
        "16, 12, 10, false",
        "16, 12, 16, false"
    })
    void bitsThatFitTogether(int allocated, int stored, int high, boolean taken) throws IOException {
        Consumer<WritableAttributes> bits = image -> image.number(Tag.BITS_ALLOCATED, allocated)
                .number(Tag.BITS_STORED, stored)
                .number(Tag.HIGH_BIT, high);
        if (taken) {
            assertThat(of(bits).frame().pixels()).isEqualTo(new PixelFormat(allocated, stored, high, false));
        } else {
            assertRefused(Reason.BAD_DICOM, bits);
        }
    }

    @Test
    void coloursAreNotGrey() {
        assertRefused(Reason.NOT_GRAYSCALE, image -> image.number(Tag.SAMPLES_PER_PIXEL, 3));
    }

    private static void assertRefused(Reason reason, Consumer<WritableAttributes> change) {
        assertThatThrownBy(() -> of(change)).isInstanceOfSatisfying(CaseRefused.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    private static ImageFormat of(Consumer<WritableAttributes> change) throws IOException {
        WritableAttributes image = MadeCt.slices(1).get(0);
        change.accept(image);
        return ImageFormat.of(DicomReader.open(new ByteArrayInputStream(MadeCt.bytes(image)))
                .orElseThrow()
                .header());
    }
}
