package org.lungmentor.imaging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes gzip in blocks of 65,280 bytes, each a gzip member of its own that says its size in the extra field BC (BGZF, SAM
 * format specification 4.1): every gzip reader takes it, and it is compressed and read on all processors. JDK deflate at
 * level 1, no time and no name in the headers: the bytes depend on the input alone, not on how many threads there are.
 *
 * <p>Does not close the stream under it; {@link #close} writes what is left and BGZF's end mark.
 */
public final class BlockGzipOutput extends OutputStream {
    /** Bytes of a member before its deflate data. */
    static final int HEADER = 18;

    private static final int TRAILER = 8;
    private static final int BLOCK = 65_280; // with any deflate overhead a member stays under 65,536 bytes
    private static final int BLOCKS_A_TASK = 8;
    private static final int TASKS_A_THREAD = 2;
    private static final byte[] START = {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 6, 0, 'B', 'C', 2, 0};
    private static final byte[] END_MARK = member(new byte[] {3, 0}, 2, 0, 0);

    private final OutputStream out;
    private final byte[] batch;
    private int filled;
    private boolean closed;

    /** @param out where the compressed bytes go; stays open */
    public BlockGzipOutput(OutputStream out) {
        this.out = out;
        this.batch = new byte
                [BLOCK * BLOCKS_A_TASK * TASKS_A_THREAD * Runtime.getRuntime().availableProcessors()];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int n = Math.min(length - done, batch.length - filled);
            System.arraycopy(from, offset + done, batch, filled, n);
            filled += n;
            done += n;
            if (filled == batch.length) {
                compress();
            }
        }
    }

    /** Nothing: blocks are whole but for the last, so that the bytes do not depend on when somebody flushes. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            compress();
            out.write(END_MARK);
            out.flush();
        }
    }

    private void compress() throws IOException {
        int blocks = (filled + BLOCK - 1) / BLOCK;
        byte[][] members = new byte[blocks][];
        IntStream.range(0, (blocks + BLOCKS_A_TASK - 1) / BLOCKS_A_TASK)
                .parallel()
                .forEach(task -> {
                    int first = task * BLOCKS_A_TASK;
                    deflate(members, first, Math.min(first + BLOCKS_A_TASK, blocks));
                });
        for (byte[] member : members) {
            out.write(member);
        }
        filled = 0;
    }

    private void deflate(byte[][] members, int first, int last) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            CRC32 crc = new CRC32();
            byte[] buffer = new byte[1 << 16];
            for (int i = first; i < last; i++) {
                int start = i * BLOCK;
                int length = Math.min(BLOCK, filled - start);
                deflater.reset();
                deflater.setInput(batch, start, length);
                deflater.finish();
                int n = deflater.deflate(buffer);
                if (!deflater.finished()) {
                    throw new IllegalStateException("A block of " + length + " bytes did not fit when compressed");
                }
                crc.reset();
                crc.update(batch, start, length);
                members[i] = member(buffer, n, (int) crc.getValue(), length);
            }
        } finally {
            deflater.end();
        }
    }

    private static byte[] member(byte[] deflated, int n, int crc, int length) {
        int size = HEADER + n + TRAILER;
        byte[] member = new byte[size];
        System.arraycopy(START, 0, member, 0, START.length);
        member[16] = (byte) (size - 1);
        member[17] = (byte) ((size - 1) >> 8);
        System.arraycopy(deflated, 0, member, HEADER, n);
        for (int i = 0; i < 4; i++) {
            member[HEADER + n + i] = (byte) (crc >> (8 * i));
            member[HEADER + n + 4 + i] = (byte) (length >> (8 * i));
        }
        return member;
    }

    /** How many bytes the member has that starts at {@code at} if it is a block of this kind, else 0. */
    static int memberSize(byte[] b, int at) {
        for (int i = 0; i < START.length; i++) {
            boolean anything = i >= 4 && i < 10; // time, extra flags, operating system
            if (!anything && b[at + i] != START[i]) {
                return 0;
            }
        }
        int size = ((b[at + 16] & 0xff) | ((b[at + 17] & 0xff) << 8)) + 1;
        return size > HEADER + TRAILER ? size : 0;
    }
}
