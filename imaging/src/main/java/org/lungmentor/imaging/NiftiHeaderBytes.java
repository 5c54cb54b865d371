package org.lungmentor.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The 352 bytes before the voxels of a NIfTI-1 single file as we write it (nifti1.h). */
final class NiftiHeaderBytes {
    private static final int BYTES = 352;
    private static final byte MILLIMETRES = 2;
    private static final short SCANNER = 1;
    private static final double SAME_PLACE_MM = 1e-2;

    private NiftiHeaderBytes() {}

    /** @throws CaseRefused if an axis is longer than the header's int16 can say */
    static byte[] of(Grid grid, NiftiType type) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, NiftiFields.BYTES_1);
        b.put(38, (byte) 'r');
        b.putShort(40, (short) 3);
        for (int axis = 0; axis < 7; axis++) {
            int n = axis < 3 ? grid.size(axis) : 1;
            if (n > Short.MAX_VALUE) {
                throw new CaseRefused(
                        Reason.BAD_NIFTI, "A volume of " + grid.sizeText() + " voxels does not fit NIfTI-1: crop it.");
            }
            b.putShort(42 + 2 * axis, (short) n);
        }
        b.putShort(70, (short) type.code());
        b.putShort(72, (short) (8 * type.bytes()));
        b.putFloat(108, BYTES);
        b.putFloat(112, 1); // slope
        b.put(123, MILLIMETRES);
        b.put(344, "n+1".getBytes(StandardCharsets.US_ASCII));
        putPlace(b, grid);
        dropQformThatDiffers(bytes, grid);
        return bytes;
    }

    private static void putPlace(ByteBuffer b, Grid grid) {
        Affine affine = grid.affine();
        b.putShort(254, SCANNER);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                b.putFloat(280 + 4 * (4 * row + column), (float) affine.get(row, column));
            }
        }
        double[] r = new double[9];
        double qfac = affine.determinant() < 0 ? -1 : 1;
        b.putFloat(76, (float) qfac);
        for (int axis = 0; axis < 3; axis++) {
            double spacing = affine.spacingMm(axis);
            b.putFloat(80 + 4 * axis, (float) spacing);
            for (int row = 0; row < 3; row++) {
                r[3 * row + axis] = affine.get(row, axis) / (axis == 2 ? qfac * spacing : spacing);
            }
        }
        Quaternion q = Quaternion.ofRotation(r);
        b.putShort(252, SCANNER);
        b.putFloat(256, (float) q.b());
        b.putFloat(260, (float) q.c());
        b.putFloat(264, (float) q.d());
        for (int row = 0; row < 3; row++) {
            b.putFloat(268 + 4 * row, (float) affine.get(row, 3));
        }
    }

    /** Where the affine is no rotation times spacing, a qform would lie. */
    private static void dropQformThatDiffers(byte[] bytes, Grid grid) {
        NiftiFields written = NiftiFields.parse(Arrays.copyOf(bytes, NiftiFields.BYTES_1), "header");
        if (!new NiftiGeometry(written, "header").formsAgree(grid.nx(), grid.ny(), grid.nz(), SAME_PLACE_MM)) {
            bytes[252] = 0;
        }
    }
}
