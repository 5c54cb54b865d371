package org.lungmentor.imaging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.zip.ZipException;

/**
 * Reads NIfTI-1 and NIfTI-2, single files and pairs, gzip or not (by content, not by name), both byte orders, all integer
 * and float types (<a href="https://nifti.nimh.nih.gov/nifti-1">nifti.nimh.nih.gov</a>). A 2D image is a volume of one
 * slice; dimensions beyond the third must be 1. What is not whole and unambiguous is refused: no voxel is half-believed.
 *
 * <p>{@code name} is what messages call the file. Streams are read to their end (a checksum may stand there) and not closed.
 */
public final class NiftiReader {
    private static final NiftiSource SOURCE = ServiceLoader.load(NiftiSource.class, NiftiReader.class.getClassLoader())
            .findFirst()
            .orElse(NiftiReader::readOurselves);

    private NiftiReader() {}

    /**
     * Reads a single file ({@code .nii}, {@code .nii.gz}).
     *
     * @throws CaseRefused {@code bad-nifti}, {@code truncated} or {@code sheared-grid}
     * @throws IOException if storage fails
     */
    public static NiftiImage read(InputStream in, String name) throws IOException {
        return SOURCE.read(in, name);
    }

    /** What reads single files: another jar's reader if there is one, else ours. */
    static NiftiSource source() {
        return SOURCE;
    }

    static NiftiImage readOurselves(InputStream in, String name) throws IOException {
        return guarded(name, () -> {
            try (NiftiStream stream = new NiftiStream(in)) {
                NiftiHeader header = header(stream, name);
                if (header.pair()) {
                    throw new CaseRefused(
                            Reason.BAD_NIFTI,
                            name + " is the header of a pair; name the .hdr file and keep its .img beside it.");
                }
                return voxels(stream, header.voxelOffset() - stream.position(), header);
            }
        });
    }

    /**
     * Reads a pair ({@code .hdr} and {@code .img}, each gzip or not).
     *
     * @throws CaseRefused {@code bad-nifti}, {@code truncated} or {@code sheared-grid}
     * @throws IOException if storage fails
     */
    private static NiftiImage readPair(InputStream hdr, InputStream img, String name) throws IOException {
        return guarded(name, () -> {
            NiftiHeader header = readHeader(hdr, name);
            if (!header.pair()) {
                throw new CaseRefused(
                        Reason.BAD_NIFTI, name + " is not the header of a pair, though it is named as one.");
            }
            try (NiftiStream voxels = new NiftiStream(img)) {
                return voxels(voxels, header.voxelOffset(), header);
            }
        });
    }

    /**
     * Reads a file of this machine; a pair is named by its {@code .hdr}.
     *
     * @throws CaseRefused as the others, and {@code bad-nifti} where the {@code .img} of a pair is missing
     * @throws IOException if storage fails
     */
    public static NiftiImage read(Path path) throws IOException {
        String name = path.toString();
        Optional<String> voxelFile = voxelFileOf(name);
        try (InputStream in = Files.newInputStream(path)) {
            if (voxelFile.isEmpty()) {
                return read(in, name);
            }
            Path img = path.resolveSibling(Path.of(voxelFile.get()).getFileName());
            if (!Files.exists(img)) {
                throw new CaseRefused(
                        Reason.BAD_NIFTI, name + " is the header of a pair whose voxels, " + img + ", are missing.");
            }
            try (InputStream voxels = Files.newInputStream(img)) {
                return readPair(in, voxels, name);
            }
        }
    }

    /**
     * Reads the header of a single file or of a pair's {@code .hdr} and no voxel: of a gzip file only its start.
     *
     * @throws CaseRefused {@code bad-nifti}, {@code truncated} or {@code sheared-grid}
     * @throws IOException if storage fails
     */
    public static NiftiHeader readHeader(InputStream in, String name) throws IOException {
        return guarded(name, () -> {
            try (NiftiStream stream = new NiftiStream(in)) {
                return header(stream, name);
            }
        });
    }

    /** The file with the voxels ({@code x.img}, {@code x.img.gz}) if this is the name of a pair's header, else empty. */
    private static Optional<String> voxelFileOf(String name) {
        for (String ending : List.of(".hdr", ".hdr.gz")) {
            if (name.endsWith(ending)) {
                return Optional.of(name.substring(0, name.length() - ending.length()) + ending.replace("hdr", "img"));
            }
        }
        return Optional.empty();
    }

    private static NiftiHeader header(NiftiStream stream, String name) throws IOException {
        byte[] start = stream.readNBytes(4);
        int length = start.length < 4 ? 0 : NiftiFields.headerBytes(start);
        if (start.length == 0) {
            throw new CaseRefused(Reason.TRUNCATED, name + " is empty: copy or download it again.");
        }
        if (length == 0) {
            throw new CaseRefused(
                    Reason.BAD_NIFTI, name + " is no NIfTI file: it does not start with the length of a NIfTI header.");
        }
        byte[] bytes = new byte[length];
        System.arraycopy(start, 0, bytes, 0, 4);
        if (stream.readNBytes(bytes, 4, length - 4) < length - 4) {
            throw new EOFException();
        }
        return NiftiHeader.of(NiftiFields.parse(bytes, name), name);
    }

    private static NiftiImage voxels(NiftiStream stream, long toSkip, NiftiHeader header) throws IOException {
        stream.skipNBytes(toSkip);
        Volume volume = new NiftiVoxels(stream, header).read();
        List<String> warnings = new ArrayList<>(header.warnings());
        stream.finish().ifPresent(warnings::add);
        return new NiftiImage(volume, header.orientationKnown(), warnings);
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private static <T> T guarded(String name, Reading<T> reading) throws IOException {
        try {
            return reading.get();
        } catch (EOFException e) {
            throw new CaseRefused(
                    Reason.TRUNCATED,
                    name + " ends before its last voxel: it is cut off; copy or download it again.",
                    e);
        } catch (ZipException e) {
            throw new CaseRefused(
                    Reason.BAD_NIFTI,
                    name + " is damaged gzip (" + e.getMessage() + "); copy or download it again.",
                    e);
        }
    }
}
