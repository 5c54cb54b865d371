package org.lungmentor.imaging;

import java.util.stream.IntStream;

/** Copies voxels into another order of axes: out(x, y, z) = in[steps.at(x, y, z)]. */
final class StridedCopy {
    private StridedCopy() {}

    /** A volume of the same type on {@code grid}; slices are copied in parallel. */
    @SuppressWarnings("unchecked") // each branch returns the type that it was given
    static <V extends Volume> V of(V source, Grid grid, ArraySteps steps) {
        if (source instanceof ShortVolume s) {
            short[] out = new short[grid.voxels()];
            rows(grid, steps, (at, from) -> copy(s.values(), from, steps.x(), out, at, grid.nx()));
            return (V) new ShortVolume(grid, out);
        }
        if (source instanceof ByteVolume b) {
            byte[] out = new byte[grid.voxels()];
            rows(grid, steps, (at, from) -> copy(b.values(), from, steps.x(), out, at, grid.nx()));
            return (V) new ByteVolume(grid, out);
        }
        float[] in = ((FloatVolume) source).values();
        float[] out = new float[grid.voxels()];
        rows(grid, steps, (at, from) -> copy(in, from, steps.x(), out, at, grid.nx()));
        return (V) new FloatVolume(grid, out);
    }

    private interface Row {
        void copy(int at, int from);
    }

    private static void rows(Grid grid, ArraySteps steps, Row row) {
        IntStream.range(0, grid.nz()).parallel().forEach(z -> {
            for (int y = 0; y < grid.ny(); y++) {
                row.copy(grid.index(0, y, z), steps.at(0, y, z));
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
