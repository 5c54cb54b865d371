package org.lungmentor.imaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes {@code .nii.gz}: NIfTI-1, little endian, millimetres, sform and qform both set and equal with code 1 (scanner);
 * where the affine is no rotation times spacing, the sform alone. No text, no time: the same volume gives the same bytes.
 * Compressed as {@link BlockGzipOutput} does.
 */
public final class NiftiWriter {
    private static final int CHUNK = 1 << 16; // bytes

    private NiftiWriter() {}

    /**
     * Writes a volume as the type it has: int16, uint8 or float32, without scaling.
     *
     * @param out stays open
     * @throws CaseRefused {@code bad-nifti} if an axis is longer than NIfTI-1 can say (32,767)
     * @throws IOException if storage fails
     */
    public static void write(Volume volume, OutputStream out) throws IOException {
        NiftiType type;
        if (volume instanceof ShortVolume) {
            type = NiftiType.INT16;
        } else {
            type = volume instanceof FloatVolume ? NiftiType.FLOAT32 : NiftiType.UINT8;
        }
        try (BlockGzipOutput packed = new BlockGzipOutput(out)) {
            packed.write(NiftiHeaderBytes.of(volume.grid(), type));
            if (volume instanceof ShortVolume shorts) {
                writeShorts(shorts.values(), packed);
            } else if (volume instanceof FloatVolume floats) {
                writeFloats(floats.values(), packed);
            } else if (volume instanceof ByteVolume bytes) {
                packed.write(bytes.values());
            }
        }
    }

    private static void writeShorts(short[] values, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; ) {
            int n = Math.min(CHUNK / 2, values.length - done);
            chunk.asShortBuffer().put(values, done, n);
            out.write(chunk.array(), 0, 2 * n);
            done += n;
        }
    }

    private static void writeFloats(float[] values, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; ) {
            int n = Math.min(CHUNK / 4, values.length - done);
            chunk.asFloatBuffer().put(values, done, n);
            out.write(chunk.array(), 0, 4 * n);
            done += n;
        }
    }
}
