package org.lungmentor.train;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The host memory of dense float32 arrays, in C order. Views into the flat parameters are such arrays: their offset counts (the
 * address that ND4J's own buffer gives is that of the whole).
 */
public final class Dense {
    private Dense() {}

    /** Whether an array's elements lie one after the other in C order; axes of length 1 may have any stride. */
    public static boolean is(INDArray a) {
        long expected = 1;
        for (int axis = a.rank() - 1; axis >= 0; axis--) {
            if (a.size(axis) != 1 && a.stride(axis) != expected) {
                return false;
            }
            expected *= a.size(axis);
        }
        return true;
    }

    /** The array itself if it is dense, else a dense copy. */
    public static INDArray of(INDArray a) {
        return is(a) ? a : a.dup('c');
    }

    /**
     * An uninitialised array of that shape that belongs to no workspace: its owner closes it.
     *
     * @param shape one length an axis, the last one contiguous
     */
    public static INDArray create(long... shape) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape);
    }

    /**
     * A pointer to the elements, for reading and writing; valid while the array is open.
     *
     * @throws IllegalArgumentException if the array is not dense float32
     */
    public static FloatPointer pointer(INDArray a) {
        if (!is(a) || a.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("not a dense float32 array: " + a.shapeInfoToString());
        }
        // On a backend that computes elsewhere the newest copy has to be the host's, before reading and after writing.
        Nd4j.getAffinityManager().ensureLocation(a, Location.HOST);
        Nd4j.getAffinityManager().tagLocation(a, Location.HOST);
        Pointer start = a.data().addressPointer();
        return new Elements(start.address() + start.position() * Float.BYTES, a.length());
    }

    /** The elements as a buffer, for reading and writing; valid while the array is open. At most 2 GB. */
    public static FloatBuffer floats(INDArray a) {
        return pointer(a).asBuffer();
    }

    /** A copy of the elements. */
    public static float[] copy(INDArray a) {
        float[] values = new float[Math.toIntExact(a.length())];
        pointer(a).get(values);
        return values;
    }

    private static final class Elements extends FloatPointer {
        Elements(long address, long length) {
            super((Pointer) null);
            this.address = address;
            limit = length;
            capacity = length;
        }
    }
}
