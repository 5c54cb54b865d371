package org.lungmentor.imaging;

import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Trilinear resampling between two grids that share directions and the centre of voxel 0 and differ in spacing: sample i of
 * an axis lies at input index {@code (i * t) / s}. The same rule serves both ways, from the scan's spacing to the network's and
 * back. Between voxel centres it interpolates; what lies beyond the last centre has the last voxel's value, and no sample lies
 * before the first.
 *
 * <p>All in double: {@code a + f * (b - a)} along x first, then y, then z, so that constants stay exact, ramps are off by
 * rounding alone, and a mask's samples next to 0.5 fall the same side everywhere.
 *
 * <p>Each slice of the input is interpolated in x and y once and kept while it is needed: per output voxel one interpolation
 * along z, per output column and input slice one along y, and less along x. A thread holds two such slices and nothing else.
 * Any box of the output can be had alone, and nothing outside it is computed or read. Blocks of slices are shared among
 * threads; the result does not depend on how many.
 */
public final class Resampler {
    private static final int BLOCKS_PER_THREAD = 2;

    private final int[] shape;
    private final double[] spacing;
    private final int[] ontoShape;
    private final double[] onto;

    /**
     * @param shape voxels of the input along x, y, z
     * @param spacingMm spacing of the input in mm
     * @param ontoShape voxels of the output
     * @param ontoMm spacing of the output in mm
     */
    public Resampler(int[] shape, double[] spacingMm, int[] ontoShape, double[] ontoMm) {
        this.shape = shape.clone();
        this.spacing = spacingMm.clone();
        this.ontoShape = ontoShape.clone();
        this.onto = ontoMm.clone();
    }

    /** Voxels along x, y, z that an input of this shape has at another spacing: {@code floor((n-1)*s/t + 0.5) + 1}. */
    public static int[] shape(int[] shape, double[] spacingMm, double[] ontoMm) {
        int[] result = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            result[axis] = (int) Math.floor((shape[axis] - 1) * spacingMm[axis] / ontoMm[axis] + 0.5) + 1;
        }
        return result;
    }

    /** Resampled shape and affine of a grid at another spacing: origin and directions stay. */
    public static Grid grid(Grid grid, double... ontoMm) {
        int[] n = shape(grid.shape(), grid.spacingMm(), ontoMm);
        return new Grid(n[0], n[1], n[2], grid.affine().withSpacing(ontoMm));
    }

    /** All voxels of the output. */
    public VoxelBox output() {
        return VoxelBox.ofStart(new int[3], ontoShape);
    }

    /** The part of the output that can see a part of the input: elsewhere an input that is 0 outside it gives 0. */
    public Optional<VoxelBox> reach(VoxelBox support) {
        int[] first = new int[3];
        int[] last = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double ratio = spacing[axis] / onto[axis];
            boolean repeats = support.high(axis) >= shape[axis] - 1; // samples beyond the last voxel repeat it
            first[axis] = (int) Math.max(0, Math.floor((support.low(axis) - 1) * ratio));
            last[axis] = repeats
                    ? ontoShape[axis] - 1
                    : (int) Math.min(ontoShape[axis] - 1.0, Math.ceil((support.high(axis) + 1) * ratio));
            if (last[axis] < first[axis]) {
                return Optional.empty();
            }
        }
        return Optional.of(new VoxelBox(first[0], first[1], first[2], last[0], last[1], last[2]));
    }

    /**
     * Computes a box of the output, row by row in no fixed order, on several threads.
     *
     * @param part the voxels of the output to compute, all on the output's grid
     * @param in the input's rows
     * @param out takes each row of {@code part} once
     */
    public void resample(VoxelBox part, RowSource in, RowSink out) {
        AxisSamples x = samples(part, 0);
        AxisSamples y = samples(part, 1);
        AxisSamples z = samples(part, 2);
        int blocks = Math.min(z.count(), BLOCKS_PER_THREAD * (ForkJoinPool.getCommonPoolParallelism() + 1));
        IntStream.range(0, blocks).parallel().forEach(block -> {
            int first = (int) ((long) z.count() * block / blocks);
            int end = (int) ((long) z.count() * (block + 1) / blocks);
            SliceSampler slices = new SliceSampler(x, y, in);
            double[] row = new double[x.count()];
            for (int k = first; k < end; k++) {
                double[] low = slices.slice(z.low[k], z.high[k]);
                double[] high = slices.slice(z.high[k], z.low[k]);
                double f = z.fraction[k];
                for (int j = 0; j < y.count(); j++) {
                    int at = j * row.length;
                    for (int i = 0; i < row.length; i++) {
                        double a = low[at + i];
                        row[i] = a + f * (high[at + i] - a);
                    }
                    out.write(part.y0() + j, part.z0() + k, row);
                }
            }
        });
    }

    private AxisSamples samples(VoxelBox part, int axis) {
        if (part.low(axis) < 0 || part.high(axis) >= ontoShape[axis]) {
            throw new IllegalArgumentException(part + " does not lie on an output of " + ontoShape[0] + " x "
                    + ontoShape[1] + " x " + ontoShape[2]);
        }
        return new AxisSamples(shape[axis], spacing[axis], onto[axis], part.low(axis), part.high(axis));
    }
}
