package org.lungmentor.imaging;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One block of blocked gzip (BGZF, SAM format specification 4.1): a gzip member of at most 65,536 bytes that says its own
 * size in the extra field BC. Every gzip reader takes a row of them; whoever knows the field finds the next block without
 * inflating this one, and so works on several at once.
 *
 * <p>A block is its bytes: these functions make one, find its size and take it apart.
 */
final class GzipBlock {
    /** Bytes before the deflate data. */
    static final int HEADER = 18;

    /** The most bytes that go into one block: with any deflate overhead it stays under 65,536 bytes. */
    static final int MOST_CONTENT = 65_280;

    /** The block of no bytes that says where a file ends. */
    static final byte[] END_MARK;

    private static final int TRAILER = 8; // checksum and length of the content
    private static final int MOST_BYTES = 1 << 16;
    private static final byte[] START = {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 6, 0, 'B', 'C', 2, 0};

    static {
        byte[] empty = {3, 0};
        END_MARK = block(empty, empty.length, 0, 0);
    }

    private GzipBlock() {}

    /** The block of {@code length} bytes from {@code offset} on: no time, no name, the same bytes for the same content. */
    static byte[] deflate(BlockDeflater deflater, byte[] content, int offset, int length) {
        int n = deflater.deflate(content, offset, length);
        CRC32 crc = new CRC32();
        crc.update(content, offset, length);
        return block(deflater.deflated(), n, (int) crc.getValue(), length);
    }

    /** How many bytes the block has that starts at {@code at}, its header being there whole; 0 if none does. */
    static int size(byte[] bytes, int at) {
        for (int i = 0; i < START.length; i++) {
            boolean anything = i >= 4 && i < 10; // time, extra flags, operating system
            if (!anything && bytes[at + i] != START[i]) {
                return 0;
            }
        }
        int size = ((bytes[at + 16] & 0xff) | (bytes[at + 17] & 0xff) << 8) + 1;
        return size > HEADER + TRAILER ? size : 0;
    }

    /** How many bytes the block says it holds: nothing that was checked; may be negative or beyond what fits a block. */
    static int claimedLength(byte[] block) {
        return littleEndian(block, block.length - 4);
    }

    /** Whether a claim is possible. */
    static boolean isPossible(int claimedLength) {
        return claimedLength >= 0 && claimedLength <= MOST_BYTES;
    }

    /**
     * Inflates a block.
     *
     * @param length what it claims to hold: so many bytes of {@code to} are written from {@code offset} on
     * @return whether it holds that, with the checksum that it names
     */
    static boolean inflate(Inflater inflater, byte[] block, byte[] to, int offset, int length) {
        try {
            inflater.reset();
            inflater.setInput(block, HEADER, block.length - HEADER - TRAILER);
            int n = inflater.inflate(to, offset, length);
            if (!inflater.finished() && inflater.inflate(new byte[1]) != 0) { // asked once more, it sees its end
                return false;
            }
            CRC32 crc = new CRC32();
            crc.update(to, offset, n);
            return n == length
                    && inflater.finished()
                    && littleEndian(block, block.length - TRAILER) == (int) crc.getValue();
        } catch (DataFormatException e) {
            return false;
        }
    }

    private static byte[] block(byte[] deflated, int n, int crc, int length) {
        int size = HEADER + n + TRAILER;
        byte[] block = new byte[size];
        System.arraycopy(START, 0, block, 0, START.length);
        block[16] = (byte) (size - 1);
        block[17] = (byte) ((size - 1) >> 8);
        System.arraycopy(deflated, 0, block, HEADER, n);
        for (int i = 0; i < 4; i++) {
            block[HEADER + n + i] = (byte) (crc >> (8 * i));
            block[HEADER + n + 4 + i] = (byte) (length >> (8 * i));
        }
        return block;
    }

    /** Four bytes as a number, the lowest first: gzip's order. */
    static int littleEndian(byte[] b, int at) {
        return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | (b[at + 3] & 0xff) << 24;
    }
}
