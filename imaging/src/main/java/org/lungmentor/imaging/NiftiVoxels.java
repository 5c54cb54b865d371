package org.lungmentor.imaging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Voxels from a stream straight into their array. What a header claims is not believed: the array grows in three or four
 * steps to its full length, each eight times the one before and made only when the one before has been filled, so a short
 * file costs no more than eight times its own voxels, and a whole one at most an eighth more than its array.
 */
final class NiftiVoxels {
    private static final int GROWTH = 8;
    private static final int AT_ONCE = 1 << 20; // voxels
    private static final int CHUNK = 1 << 16; // bytes

    private final InputStream in;
    private final NiftiHeader header;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteBuffer view;

    NiftiVoxels(InputStream in, NiftiHeader header) {
        this.in = in;
        this.header = header;
        this.view = ByteBuffer.wrap(chunk).order(header.order());
    }

    /** @throws EOFException if the stream ends before the voxels do */
    Volume read() throws IOException {
        int n = header.grid().voxels();
        if (header.isUnscaled() && header.type() == NiftiType.UINT8) {
            byte[] values = new byte[capacity(0, n)];
            fill(values, 0, values.length);
            for (int done = values.length; done < n; done = values.length) {
                values = Arrays.copyOf(values, capacity(done, n));
                fill(values, done, values.length - done);
            }
            return new ByteVolume(header.grid(), values);
        }
        if (header.isUnscaled() && header.type() == NiftiType.INT16) {
            short[] values = new short[capacity(0, n)];
            for (int done = 0; done < n; ) {
                int count = next(values.length - done);
                view.asShortBuffer().get(values, done, count);
                done += count;
                if (done == values.length && done < n) {
                    values = Arrays.copyOf(values, capacity(done, n));
                }
            }
            return new ShortVolume(header.grid(), values);
        }
        float[] values = new float[capacity(0, n)];
        for (int done = 0; done < n; ) {
            int count = next(values.length - done);
            floats(values, done, count);
            done += count;
            if (done == values.length && done < n) {
                values = Arrays.copyOf(values, capacity(done, n));
            }
        }
        return new FloatVolume(header.grid(), values);
    }

    /** The next length of the array when {@code done} voxels have come: n, n/8, n/64, ..., the least that is worth it. */
    private static int capacity(int done, int n) {
        int length = n;
        while (length > AT_ONCE && length / GROWTH > done) {
            length = length / GROWTH;
        }
        return length;
    }

    /** Reads as many whole voxels as are wanted and fit the chunk. */
    private int next(int wanted) throws IOException {
        int count = Math.min(wanted, CHUNK / header.type().bytes());
        fill(chunk, 0, count * header.type().bytes());
        return count;
    }

    private void fill(byte[] to, int at, int length) throws IOException {
        if (in.readNBytes(to, at, length) < length) {
            throw new EOFException();
        }
    }

    private void floats(float[] to, int at, int count) {
        if (header.isUnscaled() && header.type() == NiftiType.FLOAT32) {
            view.asFloatBuffer().get(to, at, count);
            return;
        }
        double k = header.slope();
        double c = header.inter();
        switch (header.type()) {
            case UINT8 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) ((chunk[i] & 0xff) * k + c);
                }
            }
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) (chunk[i] * k + c);
                }
            }
            case INT16 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) (view.getShort(2 * i) * k + c);
                }
            }
            case UINT16 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) ((view.getShort(2 * i) & 0xffff) * k + c);
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) (view.getInt(4 * i) * k + c);
                }
            }
            case UINT32 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) ((view.getInt(4 * i) & 0xffffffffL) * k + c);
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) (view.getLong(8 * i) * k + c);
                }
            }
            case UINT64 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) (unsigned(view.getLong(8 * i)) * k + c);
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) (view.getFloat(4 * i) * k + c);
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < count; i++) {
                    to[at + i] = (float) (view.getDouble(8 * i) * k + c);
                }
            }
        }
    }

    private static double unsigned(long v) {
        return v >= 0 ? v : ((v >>> 1) | (v & 1)) * 2.0;
    }
}
