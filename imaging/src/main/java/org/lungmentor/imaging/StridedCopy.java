package org.lungmentor.imaging;

import java.util.stream.IntStream;

/** Copies voxels into another order of axes: out(x, y, z) = in[first + x * steps[0] + y * steps[1] + z * steps[2]]. */
final class StridedCopy {
    private StridedCopy() {}

    /** A volume of the same type on {@code grid}; slices are copied in parallel. */
    @SuppressWarnings("unchecked") // each branch returns the type that it was given
    static <V extends Volume> V of(V source, Grid grid, int first, int[] steps) {
        if (source instanceof ShortVolume s) {
            short[] out = new short[grid.voxels()];
            rows(grid, first, steps, (at, from) -> copy(s.values(), from, steps[0], out, at, grid.nx()));
            return (V) new ShortVolume(grid, out);
        }
        if (source instanceof ByteVolume b) {
            byte[] out = new byte[grid.voxels()];
            rows(grid, first, steps, (at, from) -> copy(b.values(), from, steps[0], out, at, grid.nx()));
            return (V) new ByteVolume(grid, out);
        }
        float[] in = ((FloatVolume) source).values();
        float[] out = new float[grid.voxels()];
        rows(grid, first, steps, (at, from) -> copy(in, from, steps[0], out, at, grid.nx()));
        return (V) new FloatVolume(grid, out);
    }

    private interface Row {
        void copy(int at, int from);
    }

    private static void rows(Grid grid, int first, int[] steps, Row row) {
        IntStream.range(0, grid.nz()).parallel().forEach(z -> {
            for (int y = 0; y < grid.ny(); y++) {
                row.copy(grid.index(0, y, z), first + y * steps[1] + z * steps[2]);
            }
        });
    }

    private static void copy(short[] in, int from, int step, short[] out, int at, int n) {
        if (step == 1) {
            System.arraycopy(in, from, out, at, n);
            return;
        }
        for (int x = 0; x < n; x++) {
            out[at + x] = in[from + x * step];
        }
    }

    private static void copy(byte[] in, int from, int step, byte[] out, int at, int n) {
        if (step == 1) {
            System.arraycopy(in, from, out, at, n);
            return;
        }
        for (int x = 0; x < n; x++) {
            out[at + x] = in[from + x * step];
        }
    }

    private static void copy(float[] in, int from, int step, float[] out, int at, int n) {
        if (step == 1) {
            System.arraycopy(in, from, out, at, n);
            return;
        }
        for (int x = 0; x < n; x++) {
            out[at + x] = in[from + x * step];
        }
    }
}
