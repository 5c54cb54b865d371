package org.lungmentor.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of a NIfTI-1 (348 bytes) or NIfTI-2 (540 bytes) header as they stand in the file, whatever its version and byte
 * order; nothing is believed yet (nifti1.h, nifti2.h).
 *
 * @param srow the sform's three rows of four
 * @param quatern b, c, d and the offsets x, y, z of the qform
 */
record NiftiFields(
        int version,
        boolean pair,
        ByteOrder order,
        long[] dim,
        int datatype,
        int bitpix,
        double[] pixdim,
        double voxOffset,
        double slope,
        double inter,
        int units,
        int qformCode,
        int sformCode,
        double[] quatern,
        double[] srow) {

    static final int BYTES_1 = 348;
    static final int BYTES_2 = 540;

    private static final byte[] MAGIC_2_END = {'\r', '\n', 0x1a, '\n'};

    /** How many bytes the header has that starts with these four: 348, 540, or 0 for none. */
    static int headerBytes(byte[] start) {
        int little = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
        int big = Integer.reverseBytes(little);
        if (little == BYTES_1 || big == BYTES_1) {
            return BYTES_1;
        }
        return little == BYTES_2 || big == BYTES_2 ? BYTES_2 : 0;
    }

    /** @throws CaseRefused if the magic is not NIfTI's */
    static NiftiFields parse(byte[] header, String name) {
        ByteBuffer b = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        if (b.getInt(0) != header.length) {
            b.order(ByteOrder.BIG_ENDIAN);
        }
        return header.length == BYTES_1 ? version1(b, name) : version2(b, name);
    }

    private static NiftiFields version1(ByteBuffer b, String name) {
        boolean pair = isPair(b, 344, 1, name);
        long[] dim = new long[8];
        double[] pixdim = new double[8];
        for (int i = 0; i < 8; i++) {
            dim[i] = b.getShort(40 + 2 * i);
            pixdim[i] = b.getFloat(76 + 4 * i);
        }
        return new NiftiFields(
                1,
                pair,
                b.order(),
                dim,
                b.getShort(70),
                b.getShort(72),
                pixdim,
                b.getFloat(108),
                b.getFloat(112),
                b.getFloat(116),
                b.get(123),
                b.getShort(252),
                b.getShort(254),
                floats(b, 256, 6),
                floats(b, 280, 12));
    }

    private static NiftiFields version2(ByteBuffer b, String name) {
        boolean pair = isPair(b, 4, 2, name);
        long[] dim = new long[8];
        for (int i = 0; i < 8; i++) {
            dim[i] = b.getLong(16 + 8 * i);
        }
        return new NiftiFields(
                2,
                pair,
                b.order(),
                dim,
                b.getShort(12),
                b.getShort(14),
                doubles(b, 104, 8),
                b.getLong(168),
                b.getDouble(176),
                b.getDouble(184),
                b.getInt(500),
                b.getInt(344),
                b.getInt(348),
                doubles(b, 352, 6),
                doubles(b, 400, 12));
    }

    private static boolean isPair(ByteBuffer b, int at, int version, String name) {
        byte[] magic = new byte[version == 1 ? 4 : 8];
        b.get(at, magic);
        String start = new String(magic, 0, 3, StandardCharsets.US_ASCII);
        boolean good = magic[3] == 0
                && (start.equals("n+" + version) || start.equals("ni" + version))
                && (version == 1 || Arrays.equals(magic, 4, 8, MAGIC_2_END, 0, 4));
        if (!good) {
            boolean analyze = version == 1 && magic[0] == 0;
            throw new CaseRefused(
                    Reason.BAD_NIFTI,
                    name
                            + (analyze
                                    ? " is an ANALYZE 7.5 file, which does not say where left and right are"
                                    : " has no NIfTI magic: it is damaged or something else")
                            + "; convert it to NIfTI again from its source.");
        }
        return start.charAt(1) == 'i';
    }

    private static double[] floats(ByteBuffer b, int at, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = b.getFloat(at + 4 * i);
        }
        return values;
    }

    private static double[] doubles(ByteBuffer b, int at, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = b.getDouble(at + 8 * i);
        }
        return values;
    }
}
