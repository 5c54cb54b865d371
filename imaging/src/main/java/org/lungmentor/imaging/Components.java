package org.lungmentor.imaging;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The connected components of a mask: voxels that touch by face, edge or corner (26 neighbours) belong together; nothing wraps
 * around at the array's ends. The largest component first, of equally large ones the one whose first voxel comes first in the
 * array (x fastest). A component is the same voxels whatever the axis order; its number may differ where sizes are equal.
 *
 * <p>Works on runs along x rather than on voxels [1]: one pass finds the runs of a row and joins those that touch a run of the
 * four rows before theirs (one in the slice, three in the slice below: half of the neighbours, the other half looks back in its
 * turn). Joining is union-find with path halving, the earlier run as the root [2]: a step costs at most about the logarithm of
 * the number of runs, on masks hardly more than one. Every voxel is read once; memory is some fifty bytes a run while it
 * works, twelve afterwards, and nothing the size of the volume is made.
 *
 * <p>[1] He, Chao, Suzuki: A run-based two-scan labeling algorithm. IEEE Transactions on Image Processing 17 (5), 2008.
 * <br>[2] Tarjan, van Leeuwen: Worst-case analysis of set union algorithms. Journal of the ACM 31 (2), 1984.
 */
public final class Components {
    private final Grid grid;
    private final int[] runStart; // array positions, ascending
    private final int[] runLength;
    private final long[] sizes;
    private final int[][] runsOf; // runs of a component, ascending

    private Components(Grid grid, int[] runStart, int[] runLength, int[] runRoot) {
        this.grid = grid;
        this.runStart = runStart;
        this.runLength = runLength;
        int runs = runStart.length;
        // A root is the first run of its component: joining keeps the smaller number.
        int[] roots = IntStream.range(0, runs).filter(r -> runRoot[r] == r).toArray();
        long[] sizeAt = new long[runs];
        int[] countAt = new int[runs];
        for (int r = 0; r < runs; r++) {
            sizeAt[runRoot[r]] += runLength[r];
            countAt[runRoot[r]]++;
        }
        int[] order = Arrays.stream(roots)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(r -> -sizeAt[r]).thenComparingInt(r -> r))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] rank = new int[runs];
        sizes = new long[order.length];
        runsOf = new int[order.length][];
        for (int c = 0; c < order.length; c++) {
            rank[order[c]] = c;
            sizes[c] = sizeAt[order[c]];
            runsOf[c] = new int[countAt[order[c]]];
        }
        int[] filled = new int[order.length];
        for (int r = 0; r < runs; r++) {
            int c = rank[runRoot[r]];
            runsOf[c][filled[c]++] = r;
        }
    }

    /** Components of the voxels that are not 0. */
    public static Components of(ByteVolume mask) {
        RunJoiner joiner = new RunJoiner(mask.grid());
        joiner.scan(mask.values());
        return new Components(mask.grid(), joiner.starts(), joiner.lengths(), joiner.roots());
    }

    /** The mask's grid. */
    public Grid grid() {
        return grid;
    }

    /** Number of components; they are numbered from 0, the largest first. */
    public int count() {
        return sizes.length;
    }

    /** Voxels of a component. */
    public long size(int component) {
        return sizes[component];
    }

    /** Array position of a component's first voxel. */
    public int firstVoxel(int component) {
        return runStart[runsOf[component][0]];
    }

    /** What {@link #forEachRun} hands out. */
    @FunctionalInterface
    public interface Run {
        /** @param start array position of the run's first voxel; {@code length} voxels along x follow from there */
        void accept(int start, int length);
    }

    /** The runs along x that make up a component, in the order of the array. */
    public void forEachRun(int component, Run run) {
        for (int r : runsOf[component]) {
            run.accept(runStart[r], runLength[r]);
        }
    }

    /** The smallest box around a component. */
    public VoxelBox bounds(int component) {
        int nx = grid.nx();
        int ny = grid.ny();
        int x0 = Integer.MAX_VALUE;
        int y0 = Integer.MAX_VALUE;
        int x1 = -1;
        int y1 = -1;
        int[] runs = runsOf[component];
        for (int r : runs) {
            int x = runStart[r] % nx;
            int y = runStart[r] / nx % ny;
            x0 = Math.min(x0, x);
            x1 = Math.max(x1, x + runLength[r] - 1);
            y0 = Math.min(y0, y);
            y1 = Math.max(y1, y);
        }
        int z0 = runStart[runs[0]] / nx / ny;
        int z1 = runStart[runs[runs.length - 1]] / nx / ny;
        return new VoxelBox(x0, y0, z0, x1, y1, z1);
    }

    /** A component alone as a mask of 0 and 1. */
    public ByteVolume mask(int component) {
        ByteVolume mask = ByteVolume.zeros(grid);
        paint(component, mask.values(), (byte) 1);
        return mask;
    }

    /** Writes a value at all voxels of a component into an array of the grid's voxels. */
    public void paint(int component, byte[] into, byte value) {
        for (int r : runsOf[component]) {
            Arrays.fill(into, runStart[r], runStart[r] + runLength[r], value);
        }
    }
}
