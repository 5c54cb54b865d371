package org.lungmentor.expand.lungs;

import java.util.Arrays;

/**
 * A small plane of 0 and 1 with the operations of mathematical morphology that the body mask is made of (scipy.ndimage's, by the cross
 * of 4 neighbours). What lies beyond the edge is 0.
 *
 * @param values [rows, columns], columns fastest; not copied, and never changed here
 */
record BinaryPlane(int rows, int columns, byte[] values) {
    private static final int[] ROW_STEP = {-1, 0, 0, 1, -1, -1, 1, 1};
    private static final int[] COLUMN_STEP = {0, -1, 1, 0, -1, 1, -1, 1};

    /** 1 where a pixel or one of its 4 neighbours is 1. */
    BinaryPlane dilated() {
        return map((row, column) -> {
            for (int side = 0; side < 4; side++) {
                if (isSet(row + ROW_STEP[side], column + COLUMN_STEP[side])) {
                    return true;
                }
            }
            return isSet(row, column);
        });
    }

    /** 1 where a pixel and all of its 4 neighbours are 1. */
    BinaryPlane eroded() {
        return map((row, column) -> {
            for (int side = 0; side < 4; side++) {
                if (!isSet(row + ROW_STEP[side], column + COLUMN_STEP[side])) {
                    return false;
                }
            }
            return isSet(row, column);
        });
    }

    /** 0 where a way over 8 neighbours leads through zeros to the edge, 1 elsewhere. */
    BinaryPlane holesFilled() {
        byte[] filled = new byte[values.length];
        Arrays.fill(filled, (byte) 1);
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            int column = i % columns;
            boolean edge = row == 0 || column == 0 || row == rows - 1 || column == columns - 1;
            if (edge && values[i] == 0 && filled[i] != 0) {
                for (int at : component(i, 8)) {
                    filled[at] = 0;
                }
            }
        }
        return new BinaryPlane(rows, columns, filled);
    }

    /** The largest component of ones, of equally large ones the first; all 0 if there is none. */
    BinaryPlane largestComponent() {
        byte[] seen = new byte[values.length];
        int[] largest = {};
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && seen[i] == 0) {
                int[] found = component(i, 4);
                for (int at : found) {
                    seen[at] = 1;
                }
                if (found.length > largest.length) {
                    largest = found;
                }
            }
        }
        byte[] alone = new byte[values.length];
        for (int at : largest) {
            alone[at] = 1;
        }
        return new BinaryPlane(rows, columns, alone);
    }

    /** Array positions of the pixels that have the value of one of them and are joined to it. */
    int[] component(int start, int neighbours) {
        boolean[] queued = new boolean[values.length];
        int[] queue = new int[values.length];
        int end = 0;
        queue[end++] = start;
        queued[start] = true;
        for (int begin = 0; begin < end; begin++) {
            for (int side = 0; side < neighbours; side++) {
                int row = queue[begin] / columns + ROW_STEP[side];
                int column = queue[begin] % columns + COLUMN_STEP[side];
                int at = row * columns + column;
                boolean inside = row >= 0 && column >= 0 && row < rows && column < columns;
                if (inside && !queued[at] && values[at] == values[start]) {
                    queued[at] = true;
                    queue[end++] = at;
                }
            }
        }
        return Arrays.copyOf(queue, end);
    }

    private interface Rule {
        boolean isSet(int row, int column);
    }

    private BinaryPlane map(Rule rule) {
        byte[] made = new byte[values.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = rule.isSet(i / columns, i % columns) ? (byte) 1 : 0;
        }
        return new BinaryPlane(rows, columns, made);
    }

    private boolean isSet(int row, int column) {
        return row >= 0 && column >= 0 && row < rows && column < columns && values[row * columns + column] != 0;
    }
}
