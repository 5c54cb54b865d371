package org.lungmentor.imaging;

import java.util.Arrays;

/** Finds the runs of a mask along x and joins those that touch by face, edge or corner. Used once. */
final class RunJoiner {
    private final Grid grid;
    private final int[] firstRunOfRow; // row = z * ny + y; one entry more than rows
    private int[] start = new int[1024];
    private int[] length = new int[1024];
    private int[] parent = new int[1024];
    private int runs;

    RunJoiner(Grid grid) {
        this.grid = grid;
        this.firstRunOfRow = new int[grid.ny() * grid.nz() + 1];
    }

    void scan(byte[] mask) {
        int nx = grid.nx();
        int ny = grid.ny();
        int rows = ny * grid.nz();
        byte[] zeros = new byte[nx];
        for (int row = 0; row < rows; row++) {
            firstRunOfRow[row] = runs;
            int from = row * nx;
            int first = Arrays.mismatch(mask, from, from + nx, zeros, 0, nx); // rows of zeros cost next to nothing
            if (first >= 0) {
                findRuns(mask, from + first, from + nx);
            }
            firstRunOfRow[row + 1] = runs;
            if (firstRunOfRow[row] == runs) {
                continue;
            }
            int y = row % ny;
            if (y > 0) {
                join(row, row - 1);
            }
            if (row >= ny) {
                for (int dy = y > 0 ? -1 : 0; dy <= (y < ny - 1 ? 1 : 0); dy++) {
                    join(row, row - ny + dy);
                }
            }
        }
    }

    int[] starts() {
        return Arrays.copyOf(start, runs);
    }

    int[] lengths() {
        return Arrays.copyOf(length, runs);
    }

    /** For every run the first run of its component. */
    int[] roots() {
        int[] roots = new int[runs];
        for (int r = 0; r < runs; r++) {
            roots[r] = root(r);
        }
        return roots;
    }

    private void findRuns(byte[] mask, int from, int end) {
        int at = from;
        while (true) {
            while (at < end && mask[at] == 0) {
                at++;
            }
            if (at == end) {
                return;
            }
            int first = at;
            while (at < end && mask[at] != 0) {
                at++;
            }
            if (runs == start.length) {
                int more = Math.addExact(runs, Math.max(runs >> 1, 16));
                start = Arrays.copyOf(start, more);
                length = Arrays.copyOf(length, more);
                parent = Arrays.copyOf(parent, more);
            }
            start[runs] = first;
            length[runs] = at - first;
            parent[runs] = runs;
            runs++;
        }
    }

    private void join(int row, int earlier) {
        int nx = grid.nx();
        int a = firstRunOfRow[row];
        int aEnd = firstRunOfRow[row + 1];
        int b = firstRunOfRow[earlier];
        int bEnd = firstRunOfRow[earlier + 1];
        while (a < aEnd && b < bEnd) {
            int a0 = start[a] - row * nx;
            int b0 = start[b] - earlier * nx;
            int a1 = a0 + length[a]; // one past the last: a step of one across a corner still touches
            int b1 = b0 + length[b];
            if (a0 <= b1 && b0 <= a1) {
                union(a, b);
            }
            if (a1 < b1) {
                a++;
            } else {
                b++;
            }
        }
    }

    private void union(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        if (rootA < rootB) {
            parent[rootB] = rootA;
        } else {
            parent[rootA] = rootB;
        }
    }

    private int root(int run) {
        int at = run;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
