package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.dicom.phantom.PhantomStructures;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;

/**
 * What each reader does with any bytes at all, and good files to start from. The readers end, or refuse with a sentence; what
 * else they throw is passed on: a finding.
 */
final class AnyBytes {
    private static final int SMALL_FILE = 5_000;
    private static final int MOST_FRAMES = 3;
    private static final Grid GRID = new Grid(32, 32, 12, Affine.ofRows(-8, 0, 0, 124, 0, -8, 0, 124, 0, 0, 8, -44));

    private AnyBytes() {}

    /** A reader of bytes. */
    interface Reading {
        void of(byte[] bytes) throws IOException;
    }

    /** An image file: header, what it is, and its first frames as Hounsfield units. */
    static void asImage(byte[] bytes) throws IOException {
        orRefused(() -> {
            Optional<DicomReader> opened = DicomReader.open(new ByteArrayInputStream(bytes));
            if (opened.isEmpty()) {
                return;
            }
            DicomReader file = opened.get();
            assertThat(Candidate.skipped(file.header())).isNotNull();
            List<SliceHeader> slices = SliceHeaders.of("file", file.header());
            byte[] frame = new byte[0];
            for (SliceHeader slice : slices.subList(0, Math.min(MOST_FRAMES, slices.size()))) {
                frame = file.readFrame(frame);
                float[] values = new float[slice.rows() * slice.columns()];
                assertThat(new ToHounsfield(slice, file.syntax().bigEndian()).fractional(frame, values, 0))
                        .isNotNegative();
            }
            SeriesScans scans = SeriesScans.of(slices);
            assertThat(StackCheck.stack(scans.scans().get(0)).grid().voxels()).isPositive();
        });
    }

    /** A structure set: every region filled and measured. */
    static void asStructureSet(byte[] bytes) throws IOException {
        orRefused(() -> {
            StructureSet set = StructureSet.read(new ByteArrayInputStream(bytes));
            PatientToVoxel toVoxel = new PatientToVoxel(
                    new double[] {-124, -124, -44},
                    new double[] {1, 0, 0},
                    8,
                    new double[] {0, 1, 0},
                    8,
                    new double[] {0, 0, 1},
                    8);
            for (StructureSet.Roi roi : set.rois()) {
                assertThat(RoiVolume.of(roi).volumeMm3()).isNotNegative();
                orRefused(
                        () -> assertThat(RoiMask.fill(roi, GRID, toVoxel).mask().countNonZero())
                                .isPositive());
            }
        });
    }

    /** An annotation: every box drawn. */
    static void asBoxes(byte[] bytes) throws IOException {
        orRefused(() -> {
            byte[] slice = new byte[32 * 32];
            BoxXml.read(new ByteArrayInputStream(bytes)).boxes().forEach(b -> b.fill(slice, 0, 32, 32));
        });
    }

    private interface Steps {
        void run() throws IOException;
    }

    private static void orRefused(Steps steps) throws IOException {
        try {
            steps.run();
        } catch (CaseRefused refused) {
            assertThat(refused.sentence()).endsWith(".");
        }
    }

    /** Small image files of every encoding, and the zoo's where it is at hand. */
    static List<byte[]> images() throws IOException {
        List<byte[]> files = new ArrayList<>();
        WritableAttributes slice = MadeCt.slices(1).get(0).number(Tag.PIXEL_PADDING_VALUE, 3);
        List<WritableAttributes> frames = List.of(
                MadeCt.frameAt(0)
                        .items(
                                Tag.FRAME_CONTENT_SEQUENCE,
                                List.of(new WritableAttributes().number(Tag.FRAME_ACQUISITION_NUMBER, 1))),
                MadeCt.frameAt(3));
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED)) {
            files.add(bytes(slice, syntax));
            files.add(bytes(MadeCt.enhanced(MadeCt.sharedGroups(), frames, new short[24]), syntax));
        }
        for (String name : List.of(
                "rle",
                "jpeg-ls",
                "jpeg-ls-near",
                "jpeg-lossless-sv1",
                "jpeg-lossless-sv6",
                "jpeg-extended",
                "jpeg-baseline",
                "jpeg-2000",
                "jpeg-2000-lossy")) {
            try (InputStream in =
                    Objects.requireNonNull(AnyBytes.class.getResourceAsStream("/fixtures/codec/" + name + ".dcm"))) {
                files.add(in.readAllBytes());
            }
        }
        files.addAll(zoo(name -> !name.startsWith("rtstruct/")));
        return files;
    }

    static List<byte[]> structureSets() throws IOException {
        PhantomSettings settings = new PhantomSettings(2, 32, 12, 8, 8);
        WritableAttributes set = PhantomStructures.dataSet(
                PhantomSeries.of("P", "1"),
                2,
                List.of(Phantom.of(settings, "P", 1).region("GTV-1")));
        List<byte[]> files = new ArrayList<>();
        files.add(bytes(set, TransferSyntax.IMPLICIT_LITTLE_ENDIAN));
        files.add(bytes(set, TransferSyntax.EXPLICIT_BIG_ENDIAN));
        files.addAll(zoo(name -> name.startsWith("rtstruct/")));
        return files;
    }

    static List<byte[]> annotations() throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(Path.of("src/test/resources/fixtures/xml"))) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".xml")).sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        files.add("<!DOCTYPE a [<!ENTITY b \"c\">]><annotation>&b;</annotation>".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private interface Names {
        boolean take(String name);
    }

    private static List<byte[]> zoo(Names names) throws IOException {
        List<byte[]> files = new ArrayList<>();
        if (System.getenv("LUNGMENTOR_TEST_DATA") != null) {
            Zoo.files().forEach((name, bytes) -> {
                if (names.take(name) && bytes.length <= SMALL_FILE) {
                    files.add(bytes);
                }
            });
        }
        return files;
    }

    private static byte[] bytes(WritableAttributes file, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax).write(file, out);
        return out.toByteArray();
    }
}
