package org.lungmentor.imaging;

/** Voxels handed out row by row as doubles: what a {@link Resampler} reads from. Called by several threads at once. */
@FunctionalInterface
public interface RowSource {
    /**
     * Writes the voxels (x0, y, z) to (x1, y, z), both included, to {@code into[0]} and on.
     *
     * @param into at least {@code x1 - x0 + 1} long; the caller's
     */
    void read(int x0, int x1, int y, int z, double[] into);

    /** The rows of a volume turned canonical, without a copy of it. */
    static RowSource canonical(Volume source) {
        Orientation orientation = Orientation.of(source.grid().affine());
        ArraySteps steps = orientation.steps(source.grid());
        int step = steps.x();
        if (source instanceof ShortVolume volume) {
            short[] values = volume.values();
            return (x0, x1, y, z, into) -> {
                int from = steps.at(x0, y, z);
                for (int i = 0; i <= x1 - x0; i++) {
                    into[i] = values[from + i * step];
                }
            };
        }
        if (source instanceof ByteVolume volume) {
            byte[] values = volume.values();
            return (x0, x1, y, z, into) -> {
                int from = steps.at(x0, y, z);
                for (int i = 0; i <= x1 - x0; i++) {
                    into[i] = values[from + i * step] & 0xff;
                }
            };
        }
        float[] values = ((FloatVolume) source).values();
        return (x0, x1, y, z, into) -> {
            int from = steps.at(x0, y, z);
            for (int i = 0; i <= x1 - x0; i++) {
                into[i] = values[from + i * step];
            }
        };
    }

    /** The same rows with values below {@code low} raised to it and values above {@code high} lowered to it. */
    default RowSource clipped(double low, double high) {
        return (x0, x1, y, z, into) -> {
            read(x0, x1, y, z, into);
            for (int i = 0; i <= x1 - x0; i++) {
                into[i] = Math.min(Math.max(into[i], low), high);
            }
        };
    }

    /** 1 where a value is at least 0.5, else 0. */
    default RowSource thresholded() {
        return (x0, x1, y, z, into) -> {
            read(x0, x1, y, z, into);
            for (int i = 0; i <= x1 - x0; i++) {
                into[i] = into[i] >= 0.5 ? 1 : 0;
            }
        };
    }

    /** The same voxels counted from another first one: (0, 0, 0) is this source's (x, y, z) {@code start}. */
    default RowSource from(int[] start) {
        return (x0, x1, y, z, into) -> read(start[0] + x0, start[0] + x1, start[1] + y, start[2] + z, into);
    }
}
