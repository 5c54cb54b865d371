package org.lungmentor.expand.lungs;

/**
 * Where the body lies on a slice: rows {@code row} to {@code rowEnd - 1}, columns {@code column} to {@code columnEnd - 1}.
 *
 * <p>The body is the largest dense object on a copy of 128 x 128 pixels, after closing, filling and opening.
 */
record BodyBox(int row, int column, int rowEnd, int columnEnd) {
    private static final int SIDE = 128;
    private static final double DENSE_HU = -500;

    /**
     * The box around the body; the whole slice where there is none.
     *
     * @param hu [rows, columns], columns fastest
     */
    static BodyBox of(double[] hu, int rows, int columns) {
        BinaryPlane body = new BinaryPlane(rows, columns, body(hu, rows, columns));
        for (int i = 0; i < body.values().length; i++) {
            if (body.values()[i] != 0) {
                return around(body.component(i, 8), columns);
            }
        }
        return new BodyBox(0, 0, rows, columns);
    }

    /** 1 within the body. */
    static byte[] body(double[] hu, int rows, int columns) {
        int[] row = Zoom.nearest(rows, SIDE);
        int[] column = Zoom.nearest(columns, SIDE);
        byte[] dense = new byte[SIDE * SIDE];
        for (int i = 0; i < dense.length; i++) {
            int r = row[i / SIDE];
            int c = column[i % SIDE];
            dense[i] = r < 0 || c < 0 || hu[r * columns + c] > DENSE_HU ? (byte) 1 : 0; // 0 is read there: dense
        }
        BinaryPlane closed = new BinaryPlane(SIDE, SIDE, dense).dilated().eroded();
        BinaryPlane parts = closed.holesFilled().eroded().eroded();
        byte[] body = parts.largestComponent().dilated().dilated().values();
        return Zoom.nearest(body, SIDE, SIDE, rows, columns);
    }

    private static BodyBox around(int[] pixels, int columns) {
        int row = Integer.MAX_VALUE;
        int column = Integer.MAX_VALUE;
        int rowEnd = 0;
        int columnEnd = 0;
        for (int at : pixels) {
            row = Math.min(row, at / columns);
            column = Math.min(column, at % columns);
            rowEnd = Math.max(rowEnd, at / columns + 1);
            columnEnd = Math.max(columnEnd, at % columns + 1);
        }
        return new BodyBox(row, column, rowEnd, columnEnd);
    }
}
