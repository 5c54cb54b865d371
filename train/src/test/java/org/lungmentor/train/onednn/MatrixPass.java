package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Any matrix, for what is not the hottest. */
final class MatrixPass implements Pass {
    private final float[] matrix;
    private final int rows;
    private final int columns;

    MatrixPass(float[][] matrix) {
        rows = matrix.length;
        columns = matrix[0].length;
        this.matrix = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix[row], 0, this.matrix, row * columns, columns);
        }
    }

    static float[][] transposed(float[][] matrix) {
        float[][] result = new float[matrix[0].length][matrix.length];
        for (int row = 0; row < result.length; row++) {
            for (int column = 0; column < matrix.length; column++) {
                result[row][column] = matrix[column][row];
            }
        }
        return result;
    }

    @Override
    public void run(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < inner; i += LANES) {
                    FloatVector sum = FloatVector.zero(SPECIES);
                    for (int column = 0; column < columns; column++) {
                        sum = FloatVector.fromArray(SPECIES, from, (o * columns + column) * inner + i)
                                .lanewise(VectorOperators.FMA, matrix[row * columns + column], sum);
                    }
                    sum.intoArray(to, (o * rows + row) * inner + i);
                }
            }
        }
    }
}
