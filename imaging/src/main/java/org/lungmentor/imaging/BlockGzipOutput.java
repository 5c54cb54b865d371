package org.lungmentor.imaging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/**
 * Writes gzip as a row of {@link GzipBlock}s and BGZF's end mark: every gzip reader takes it, and it is compressed and read on
 * all processors. JDK deflate at level 1; the bytes depend on the input alone, not on how many threads there are.
 *
 * <p>Does not close the stream under it; {@link #close} writes what is left and the end mark.
 */
final class BlockGzipOutput extends OutputStream {
    private static final int BLOCKS_A_TASK = 8;
    private static final int TASKS_A_THREAD = 2;

    private final OutputStream out;
    private final byte[] batch;
    private int filled;
    private boolean closed;

    /** @param out where the compressed bytes go; stays open */
    BlockGzipOutput(OutputStream out) {
        this.out = out;
        this.batch = new byte
                [GzipBlock.MOST_CONTENT
                        * BLOCKS_A_TASK
                        * TASKS_A_THREAD
                        * Runtime.getRuntime().availableProcessors()];
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
            out.write(GzipBlock.END_MARK);
            out.flush();
        }
    }

    private void compress() throws IOException {
        int count = (filled + GzipBlock.MOST_CONTENT - 1) / GzipBlock.MOST_CONTENT;
        byte[][] blocks = new byte[count][];
        IntStream.range(0, (count + BLOCKS_A_TASK - 1) / BLOCKS_A_TASK)
                .parallel()
                .forEach(task -> {
                    int first = task * BLOCKS_A_TASK;
                    deflate(blocks, first, Math.min(first + BLOCKS_A_TASK, count));
                });
        for (byte[] block : blocks) {
            out.write(block);
        }
        filled = 0;
    }

    private void deflate(byte[][] blocks, int first, int end) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            for (int i = first; i < end; i++) {
                int start = i * GzipBlock.MOST_CONTENT;
                int length = Math.min(GzipBlock.MOST_CONTENT, filled - start);
                blocks[i] = GzipBlock.deflate(deflater, batch, start, length);
            }
        } finally {
            deflater.end();
        }
    }
}
