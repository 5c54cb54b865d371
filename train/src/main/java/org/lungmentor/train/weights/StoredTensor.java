package org.lungmentor.train.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * A tensor as a pickle describes it: a window on a storage, which several tensors may share.
 *
 * @param storage where its elements lie
 * @param offset of the first element, in elements
 * @param size one length an axis
 * @param stride in elements, one an axis
 */
record StoredTensor(Storage storage, long offset, long[] size, long[] stride) {
    private static final long MOST = 1L << 30;

    /** Element types of storages. */
    enum Type {
        FLOAT(4),
        DOUBLE(8),
        HALF(2),
        LONG(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }

        static boolean known(String global) {
            for (Type type : values()) {
                if (global.equals(type.global())) {
                    return true;
                }
            }
            return false;
        }

        private String global() {
            return "torch " + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT) + "Storage";
        }

        static Type of(Object global) throws IOException {
            for (Type type : values()) {
                if (global instanceof Pickle.Global named && named.name().equals(type.global())) {
                    return type;
                }
            }
            throw new IOException("it has a storage of an unknown type");
        }
    }

    /** A storage: its element type, its key in the file and how many elements it has. */
    record Storage(Type type, String key, long count) {}

    /** From pickle's persistent id: ("storage", type, key, device, count[, None]). */
    static Storage storage(Object id) throws IOException {
        if (!(id instanceof List<?> list)
                || list.size() < 5
                || !"storage".equals(list.get(0))
                || !(list.get(2) instanceof String key)
                || !(list.get(4) instanceof Long count)
                || (list.size() > 5 && list.get(5) != Pickle.NONE)) {
            throw new IOException("it refers to a storage in an unknown way");
        }
        if (count < 0 || count > MOST) {
            throw new IOException("it has a storage of " + count + " elements");
        }
        return new Storage(Type.of(list.get(1)), key, count);
    }

    /** From the arguments of torch._utils._rebuild_tensor_v2: storage, offset, size, stride, and two that say nothing here. */
    static StoredTensor of(List<?> arguments) throws IOException {
        if (arguments.size() < 4
                || !(arguments.get(0) instanceof Storage storage)
                || !(arguments.get(1) instanceof Long offset)) {
            throw new IOException("it describes a tensor in an unknown way");
        }
        long[] size = longs(arguments.get(2));
        long[] stride = longs(arguments.get(3));
        if (size.length != stride.length) {
            throw new IOException("it has a tensor with another number of strides than of axes");
        }
        StoredTensor tensor = new StoredTensor(storage, offset, size, stride);
        tensor.check();
        return tensor;
    }

    private static long[] longs(Object value) throws IOException {
        if (!(value instanceof List<?> list) || list.size() > 16) {
            throw new IOException("it has a tensor without a shape");
        }
        long[] longs = new long[list.size()];
        for (int i = 0; i < longs.length; i++) {
            if (!(list.get(i) instanceof Long number) || number < 0 || number > MOST) {
                throw new IOException("it has a tensor with a length or stride of " + list.get(i));
            }
            longs[i] = number;
        }
        return longs;
    }

    private void check() throws IOException {
        long count = 1;
        long last = offset;
        for (int axis = 0; axis < size.length; axis++) {
            count *= size[axis];
            last += Math.max(0, size[axis] - 1) * stride[axis];
            if (count > MOST) {
                throw new IOException("it has a tensor of more than " + MOST + " elements");
            }
        }
        if (offset < 0 || (count > 0 && last >= storage.count())) {
            throw new IOException("it has a tensor that reaches beyond its storage");
        }
    }

    /** Number of elements. */
    int length() {
        long count = 1;
        for (long s : size) {
            count *= s;
        }
        return (int) count;
    }

    /**
     * The elements in C order.
     *
     * @param bytes the whole storage, little-endian
     */
    float[] values(byte[] bytes) throws IOException {
        if (bytes.length < storage.count() * storage.type().bytes()) {
            throw new IOException("the storage " + storage.key() + " is cut off");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[length()];
        long[] index = new long[size.length];
        for (int i = 0; i < values.length; i++) {
            long at = offset;
            for (int axis = 0; axis < size.length; axis++) {
                at += index[axis] * stride[axis];
            }
            values[i] = element(buffer, (int) at);
            for (int axis = size.length - 1; axis >= 0 && ++index[axis] == size[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return values;
    }

    private float element(ByteBuffer buffer, int at) {
        return switch (storage.type()) {
            case FLOAT -> buffer.getFloat(at * Float.BYTES);
            case DOUBLE -> (float) buffer.getDouble(at * Double.BYTES);
            case LONG -> buffer.getLong(at * Long.BYTES);
            case HALF -> half(buffer.getShort(at * Short.BYTES));
        };
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int mantissa = bits & 1023;
        float magnitude = exponent == 0
                ? mantissa * 0x1p-24f
                : exponent == 31
                        ? (mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                        : (1024 + mantissa) * (float) Math.pow(2, exponent - 25);
        return bits < 0 ? -magnitude : magnitude;
    }
}
