package org.lungmentor.adapters.niftijio;

import com.ericbarnhill.niftijio.NiftiVolume;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiHeader;
import org.lungmentor.imaging.NiftiImage;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiSource;
import org.lungmentor.imaging.NiftiType;
import org.lungmentor.imaging.Reason;

/**
 * NIfTI-1 files whose voxels niftijio reads. It believes a header: so the header is read by ours first (which also says where
 * the volume lies), and niftijio is given as many bytes as that needs, all there. Values are float32 however they were stored.
 */
public final class NiftijioSource implements NiftiSource {
    private static final int GZIP_MAGIC = 0x8b1f;
    private static final int NIFTI_1 = 348;
    private static final int NIFTI_2 = 540;
    private static final int HEADER = 352;
    private static final int EXTENSION_FLAG = 348;

    /** niftijio takes the absolute value of a negative one and adds half the range: 40,000 becomes 58,304. */
    private static final Set<NiftiType> READ_WRONG = EnumSet.of(NiftiType.UINT16, NiftiType.UINT32, NiftiType.UINT64);

    @Override
    public NiftiImage read(InputStream in, String name) throws IOException {
        try {
            InputStream plain = unpacked(in);
            byte[] start = plain.readNBytes(NIFTI_2);
            NiftiHeader header = NiftiReader.readHeader(new ByteArrayInputStream(start), name);
            requireReadable(header, start, name);
            byte[] all = whole(start, plain, header, name);
            return new NiftiImage(voxels(all, header.grid(), name), header.orientationKnown(), header.warnings());
        } catch (EOFException | ZipException broken) {
            throw new CaseRefused(Reason.TRUNCATED, name + " ends in the middle: fetch it again.", broken);
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        int magic = buffered.read() | buffered.read() << 8;
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered;
    }

    private static void requireReadable(NiftiHeader header, byte[] start, String name) {
        boolean first = ByteBuffer.wrap(start).order(header.order()).getInt() == NIFTI_1;
        if (!first || header.pair() || READ_WRONG.contains(header.type()) || header.voxelOffset() < HEADER) {
            throw new CaseRefused(
                    Reason.BAD_NIFTI,
                    name
                            + " is of a kind that niftijio does not read, or reads wrong (NIfTI-2, a pair, or unsigned numbers of"
                            + " 16 bits and more): take the adapter off the class path.");
        }
    }

    /** The file up to its last voxel; what stands between header and voxels is passed over. */
    private static byte[] whole(byte[] start, InputStream rest, NiftiHeader header, String name) throws IOException {
        long end = header.voxelOffset()
                + (long) header.grid().voxels() * header.type().bytes();
        if (end > Integer.MAX_VALUE - 64) {
            throw new CaseRefused(Reason.BAD_NIFTI, name + " is larger than 2 GiB, which niftijio does not read.");
        }
        byte[] more = rest.readNBytes(Math.max(0, (int) end - start.length)); // grows as it reads
        if (start.length + more.length < end) {
            throw new CaseRefused(Reason.TRUNCATED, name + " ends before its voxels do: fetch it again.");
        }
        byte[] all = new byte[(int) end];
        System.arraycopy(start, 0, all, 0, (int) Math.min(start.length, end));
        System.arraycopy(more, 0, all, (int) end - more.length, more.length);
        all[EXTENSION_FLAG] = 0;
        return all;
    }

    private static FloatVolume voxels(byte[] all, Grid grid, String name) throws IOException {
        NiftiVolume read = NiftiVolume.read(new ByteArrayInputStream(all), name);
        float[] values = new float[grid.voxels()];
        int at = 0;
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    values[at++] = (float) read.data.get(x, y, z, 0);
                }
            }
        }
        return new FloatVolume(grid, values);
    }
}
