package org.lungmentor.expand.lungs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.lungmentor.train.selftest.NpyFile;

/** Arrays that the published program's rules gave in Python, see the README beside them. */
public final class R231Fixture {
    private final Map<String, NpyFile> arrays;

    private R231Fixture(Map<String, NpyFile> arrays) {
        this.arrays = arrays;
    }

    public static R231Fixture of(String file) {
        try (InputStream in = open(file)) {
            return new R231Fixture(NpyFile.readZip(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the fixtures. */
    public static InputStream open(String file) {
        return Objects.requireNonNull(R231Fixture.class.getResourceAsStream("/fixtures/r231/" + file), file);
    }

    public int size(String name, int axis) {
        return (int) array(name).shape()[axis];
    }

    public float[] values(String name) {
        return array(name).values();
    }

    public byte[] bytes(String name) {
        float[] values = values(name);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    public short[] shorts(String name) {
        float[] values = values(name);
        short[] shorts = new short[values.length];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) values[i];
        }
        return shorts;
    }

    /** One slice of an array [slices, rows, columns]. */
    public double[] slice(String name, int slice) {
        int pixels = size(name, 1) * size(name, 2);
        double[] values = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            values[i] = values(name)[slice * pixels + i];
        }
        return values;
    }

    private NpyFile array(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
