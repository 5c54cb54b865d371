package org.lungmentor.expand.lungs;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ArraySteps;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;
import org.lungmentor.train.SliceSource;

/**
 * A lung map by R231. The network sees axial slices whose rows run to the back and whose columns run to the patient's left, from the
 * feet upwards, whatever the scan's own axes: they are turned as they are read. Slices are read when their turn comes; beside the scan
 * and its map there is a stack of {@link #SIDE} x {@link #SIDE} classes and what mends it.
 */
public final class R231LungMap {
    /** Pixels along both sides of what the network sees. */
    public static final int SIDE = 256;

    private static final int PIXELS = SIDE * SIDE;
    private static final double LOWEST_HU = -1024;
    private static final double HIGHEST_HU = 600;

    /** The network as it is asked here. */
    @FunctionalInterface
    public interface Classifier {
        /**
         * Classes of all pixels: 0 nothing, 1 right lung, 2 left lung.
         *
         * @param slices how many
         * @param source slices of {@link #SIDE} x {@link #SIDE}, 0 at -1024 HU, 1 at 600 HU
         * @param into [slices, SIDE, SIDE]
         */
        void classify(int slices, SliceSource source, byte[] into) throws IOException;
    }

    private final Volume hu;
    private final Grid canonical;
    private final ArraySteps steps;
    private final BodyBox[] boxes;

    private R231LungMap(Volume hu) {
        this.hu = hu;
        Orientation orientation = Orientation.of(hu.grid().affine());
        canonical = orientation.canonical(hu.grid());
        steps = orientation.steps(hu.grid());
        boxes = new BodyBox[canonical.nz()];
    }

    /**
     * The map on the scan's own grid: 0 nothing, 1 right lung, 2 left lung.
     *
     * @param hu in any axis order; int16 values are resized to whole numbers, as the published program resizes them
     * @throws CaseRefused {@link Reason#NO_LUNGS} if the network found none, {@link Reason#SHEARED_GRID}
     */
    public static ByteVolume of(Volume hu, Classifier network) throws IOException {
        return new R231LungMap(hu).map(network);
    }

    private ByteVolume map(Classifier network) throws IOException {
        int slices = canonical.nz();
        byte[] classes = new byte[Math.multiplyExact(slices, PIXELS)];
        network.classify(slices, this::read, classes);
        double[] one = {1, 1, 1};
        Grid stack = new Grid(SIDE, SIDE, slices, Affine.diagonal(one, new double[3]));
        byte[] lungs = LungMending.mended(new ByteVolume(stack, classes)).values();
        ByteVolume map = ByteVolume.zeros(hu.grid());
        IntStream.range(0, slices).parallel().forEach(z -> write(lungs, z, map.values()));
        if (map.countNonZero() == 0) {
            throw new CaseRefused(
                    Reason.NO_LUNGS,
                    "The lung network found no lungs. If the scan shows lungs, give a map of them with --lungs DIR.");
        }
        return map;
    }

    /** The body on one slice as the network sees it; its box is remembered. */
    private void read(int z, float[] into) {
        double[] slice = slice(z);
        boxes[z] = BodyBox.of(slice, canonical.ny(), canonical.nx());
        double[] resized = new double[PIXELS];
        Zoom.linear(slice, canonical.nx(), boxes[z], SIDE, SIDE, !(hu instanceof FloatVolume), resized);
        for (int i = 0; i < PIXELS; i++) {
            into[i] = (float) ((Math.min(resized[i], HIGHEST_HU) - LOWEST_HU) / (HIGHEST_HU - LOWEST_HU));
        }
    }

    /** Clipped values [rows, columns]. */
    private double[] slice(int z) {
        int columns = canonical.nx();
        double[] slice = new double[canonical.ny() * columns];
        for (int row = 0; row < canonical.ny(); row++) {
            int at = start(row, z);
            for (int column = 0; column < columns; column++) {
                slice[row * columns + column] = Math.min(Math.max(hu.value(at), LOWEST_HU), HIGHEST_HU);
                at -= steps.x();
            }
        }
        return slice;
    }

    private void write(byte[] lungs, int z, byte[] map) {
        BodyBox box = boxes[z];
        int columns = box.columnEnd() - box.column();
        byte[] crop = Arrays.copyOfRange(lungs, z * PIXELS, (z + 1) * PIXELS);
        byte[] restored = Zoom.nearest(crop, SIDE, SIDE, box.rowEnd() - box.row(), columns);
        for (int row = box.row(); row < box.rowEnd(); row++) {
            int at = start(row, z) - box.column() * steps.x();
            for (int column = 0; column < columns; column++) {
                map[at] = restored[(row - box.row()) * columns + column];
                at -= steps.x();
            }
        }
    }

    /** Array position of the first pixel of a row: the patient's right end, rows counted from the front. */
    private int start(int row, int z) {
        return steps.at(canonical.nx() - 1, canonical.ny() - 1 - row, z);
    }
}
