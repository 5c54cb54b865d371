package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory outside of the Java heap, zero at first, that starts at a page: oneDNN is fastest on aligned data. */
final class OffHeap implements AutoCloseable {
    private static final int PAGE = 4096;

    private final BytePointer memory;
    private final long address;
    private final long bytes;

    OffHeap(long bytes) {
        this.bytes = bytes;
        memory = new BytePointer(bytes + PAGE);
        address = (memory.address() + PAGE - 1) & -PAGE;
        zero();
    }

    /** What starts at an address and belongs to somebody else. */
    static Pointer at(long address, long bytes) {
        return new Foreign(address, bytes);
    }

    /** Bytes from an address, which must stay valid as long as the buffer is used; at most 2 GiB. */
    static ByteBuffer buffer(long address, long bytes) {
        Math.toIntExact(bytes);
        return new Foreign(address, bytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    long address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    void zero() {
        Pointer.memset(at(address, bytes), 0, bytes);
    }

    @Override
    public void close() {
        memory.close();
    }

    /** A pointer that owns nothing. */
    private static final class Foreign extends Pointer {
        @SuppressWarnings("NullAway") // JavaCPP's constructor for "no pointer yet"
        Foreign(long address, long bytes) {
            super((Pointer) null);
            this.address = address;
            limit = bytes;
            capacity = bytes;
        }

        @Override
        public int sizeof() {
            return 1;
        }
    }
}
