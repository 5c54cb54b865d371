package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.BLOCK;
import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * For each position of a transformed tile a matrix [rows][columns], the columns being channels. A tile's positions lie apart by the size of a
 * matrix, mostly a power of two: a cache line of space after each matrix keeps them from all falling into the same few sets of the
 * cache, which made transforms two to three times slower.
 */
record PositionMatrices(int positions, int rows, int columns) {
    /** Floats from one matrix to the next. */
    int pitch() {
        return rows * columns + BLOCK;
    }

    long bytes() {
        return (long) positions * pitch() * Float.BYTES;
    }

    /** {@code count} of the matrices, of each the first {@code used} rows, as an operand; see {@link #offset}. */
    MatrixProduct.Operand operand(int count, int used) {
        return new MatrixProduct.Operand(count, used, columns, pitch(), columns, 1);
    }

    /** The same turned over: [columns][rows]. */
    MatrixProduct.Operand transposed(int count, int used) {
        return new MatrixProduct.Operand(count, columns, used, pitch(), 1, columns);
    }

    /** Where the matrix of a position starts, in bytes. */
    long offset(int position) {
        return (long) position * pitch() * Float.BYTES;
    }

    /** Writes one block of a row for all positions. */
    void put(float[] from, ByteBuffer to, int row, int block) {
        int at = (row * columns + block * BLOCK) * Float.BYTES;
        for (int position = 0; position < positions; position++, at += pitch() * Float.BYTES) {
            for (int lane = 0; lane < BLOCK; lane += LANES) {
                FloatVector.fromArray(SPECIES, from, position * BLOCK + lane)
                        .intoByteBuffer(to, at + lane * Float.BYTES, ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    /** Reads one block of a row for all positions. */
    void get(ByteBuffer from, int row, int block, float[] to) {
        int at = (row * columns + block * BLOCK) * Float.BYTES;
        for (int position = 0; position < positions; position++, at += pitch() * Float.BYTES) {
            for (int lane = 0; lane < BLOCK; lane += LANES) {
                FloatVector.fromByteBuffer(SPECIES, from, at + lane * Float.BYTES, ByteOrder.LITTLE_ENDIAN)
                        .intoArray(to, position * BLOCK + lane);
            }
        }
    }
}
