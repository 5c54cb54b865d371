package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.dicom.DicomReader;
import org.lungmentor.dicom.ImageFormat;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * What every decoder is held to: one frame, compressed by other programs in every way that is read. Of the decoders on the
 * class path those that a test names are held to it, each in the syntaxes that it is asked for.
 */
abstract class PixelDecoderContract {
    /** Whether the test is of this decoder. */
    protected abstract boolean isHeld(PixelDecoder decoder);

    /** Skips what others decode. */
    private void assumeHeld(String name) throws IOException {
        String uid = syntax(name);
        assumeTrue(PixelDecoders.of(uid).filter(this::isHeld).isPresent());
    }

    private static String syntax(String name) throws IOException {
        return DicomReader.open(open(name + ".dcm")).orElseThrow().syntax().uid();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rle", "jpeg-ls", "jpeg-lossless-sv1", "jpeg-lossless-sv6", "jpeg-2000"})
    void losslessFramesComeOutAsTheyWentIn(String name) throws IOException {
        assumeHeld(name);
        assertThat(frame(name)).isEqualTo(frame("native"));
    }

    @ParameterizedTest
    @CsvSource({"jpeg-ls-near,0", "jpeg-extended,1", "jpeg-baseline,1", "jpeg-2000-lossy,1"})
    void lossyFramesComeOutAsOthersDecodeThem(String name, int tolerance) throws IOException {
        assumeHeld(name);
        int[] ours = frame(name);
        byte[] raw = bytes(name + ".raw");
        int step = raw.length / ours.length;
        for (int i = 0; i < ours.length; i++) {
            int theirs = step == 1 ? raw[i] & 0xff : (raw[2 * i] & 0xff) | (raw[2 * i + 1] & 0xff) << 8;
            assertThat(Math.abs(ours[i] - theirs)).as("pixel " + i).isLessThanOrEqualTo(tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rle",
                "jpeg-ls",
                "jpeg-ls-near",
                "jpeg-lossless-sv1",
                "jpeg-extended",
                "jpeg-baseline",
                "jpeg-2000",
                "jpeg-2000-lossy"
            })
    void framesThatAreCutOffAreRefused(String name) throws IOException {
        assumeHeld(name);
        byte[] file = bytes(name + ".dcm");
        for (int length = file.length - 400; length > file.length - 800; length -= 37) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(CaseRefused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-ls", "jpeg-lossless-sv1", "jpeg-extended", "jpeg-2000"})
    void aFrameOfAnotherSizeIsRefusedBeforeAnythingIsAllocated(String name) throws IOException {
        assumeHeld(name);
        FrameFormat large = new FrameFormat(30_000, 30_000, new PixelFormat(16, 16, 15, false));
        byte[] nothing = new byte[0];
        byte[] file = bytes(name + ".dcm");
        PixelDecoder decoder = PixelDecoders.of(syntax(name)).orElseThrow();
        assertThatThrownBy(() -> decoder.decode(codeStream(file), large, nothing))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_DICOM))
                .hasMessageContaining("30000 x 30000");
    }

    private static byte[] codeStream(byte[] file) {
        for (int i = 0; i + 2 < file.length; i++) {
            int second = file[i + 1] & 0xff;
            if ((file[i] & 0xff) == 0xff && (second == 0xd8 || second == 0x4f) && (file[i + 2] & 0xff) == 0xff) {
                return Arrays.copyOfRange(file, i, file.length);
            }
        }
        throw new IllegalArgumentException("No code stream");
    }

    private static int[] frame(String name) throws IOException {
        return decode(bytes(name + ".dcm"));
    }

    private static int[] decode(byte[] bytes) throws IOException {
        try (DicomReader file =
                DicomReader.open(new java.io.ByteArrayInputStream(bytes)).orElseThrow()) {
            ImageFormat format = ImageFormat.of(file.header());
            byte[] frame = file.readFrame(new byte[0]);
            int[] pixels = new int[format.frame().area()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = format.frame()
                        .pixels()
                        .stored(format.frame()
                                .pixels()
                                .raw(frame, i, file.syntax().bigEndian()));
            }
            return pixels;
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(PixelDecoderContract.class.getResourceAsStream("/fixtures/codec/" + name), name);
    }
}
