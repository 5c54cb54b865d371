package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.dicom.phantom.PhantomStructures;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;

class DicomReaderTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(2, 32, 12, 8, 8);
    private static final Phantom PHANTOM = Phantom.of(SETTINGS, "P", 1);

    @Test
    void everyUncompressedSyntaxGivesTheSameVoxels() throws IOException {
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED)) {
            List<byte[]> files = files(syntax);
            List<String> paths = java.util.stream.IntStream.range(0, files.size())
                    .mapToObj(Integer::toString)
                    .toList();
            CtScan scan = CtScan.read(paths, p -> new ByteArrayInputStream(files.get(Integer.parseInt(p))));
            assertThat(((ShortVolume) scan.image()).values())
                    .as(syntax.name())
                    .isEqualTo(PHANTOM.image().values());
        }
    }

    @Test
    void whatIsNoDicomIsNotOpened() throws IOException {
        assertThat(DicomReader.open(new ByteArrayInputStream(new byte[500]))).isEmpty();
        assertThat(DicomReader.open(new ByteArrayInputStream(new byte[0]))).isEmpty();
    }

    @Test
    void brokenFilesAreRefusedAndNothingElse() throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream structures = new ByteArrayOutputStream();
        new DicomWriter(TransferSyntax.IMPLICIT_LITTLE_ENDIAN)
                .write(
                        PhantomStructures.dataSet(PhantomSeries.of("P", "1"), 12, List.of(PHANTOM.region("GTV-1"))),
                        structures);
        for (byte[] whole : List.of(
                files(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).get(0),
                files(TransferSyntax.DEFLATED).get(0),
                structures.toByteArray())) {
            for (int n = 0; n < 1000; n++) {
                byte[] broken = Arrays.copyOf(whole, n % 2 == 0 ? whole.length : random.nextInt(whole.length));
                for (int flips = random.nextInt(6); flips > 0 && broken.length > 0; flips--) {
                    broken[random.nextInt(Math.min(broken.length, 2000))] = (byte) random.nextInt(256);
                }
                try {
                    Optional<DicomReader> file = DicomReader.open(new ByteArrayInputStream(broken));
                    if (file.isPresent()) {
                        assertThat(StructureSet.of(file.get().header()).names()).isNotNull();
                        assertThat(SliceHeaders.of("x", file.get().header())).isNotEmpty();
                    }
                } catch (CaseRefused refused) {
                    assertThat(refused.sentence()).endsWith(".");
                }
            }
        }
    }

    @Test
    void sequencesNestedTooDeepAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {8, 0, 8, 0, 2, 0, 0, 0, 'A', ' '});
        for (int depth = 0; depth < 100_000; depth++) {
            bytes.write(new byte[] {0x06, 0x30, 0x10, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1});
        }
        assertThatThrownBy(() -> DicomReader.open(new ByteArrayInputStream(bytes.toByteArray())))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_DICOM))
                .hasMessageContaining("64 deep");
    }

    private static List<byte[]> files(TransferSyntax syntax) throws IOException {
        List<byte[]> files = new java.util.ArrayList<>();
        for (WritableAttributes slice : PhantomSeries.of("P", "1").slices(PHANTOM)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new DicomWriter(syntax).write(slice, out);
            files.add(out.toByteArray());
        }
        return files;
    }
}
