package org.lungmentor.imaging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;

/**
 * Writes gzip as a row of {@link GzipBlock}s and BGZF's end mark: every gzip reader takes it, and it is compressed and read on
 * all processors. While a batch of blocks is deflated the one before is written and the next one filled. The bytes depend on
 * the input alone, not on the machine or on how many threads there are.
 *
 * <p>Does not close the stream under it; {@link #close} writes what is left and the end mark.
 */
final class BlockGzipOutput extends OutputStream {
    private static final int BLOCKS_A_TASK = 8;
    private static final int TASKS_A_THREAD = 2;
    private static final int MOST_TASKS =
            16; // two batches of 8 MiB: an executor of many cores writes many files at once
    private static final int TASK = BLOCKS_A_TASK * GzipBlock.MOST_CONTENT; // bytes

    private final OutputStream out;
    private final BlockDeflater[] deflaters; // one a task; made when it is needed
    private byte[] batch;
    private byte[] other;
    private int filled;
    private List<ForkJoinTask<byte[][]>> deflating = List.of(); // the other batch
    private boolean closed;

    /** @param out where the compressed bytes go; stays open */
    BlockGzipOutput(OutputStream out) {
        this.out = out;
        int tasks = Math.min(MOST_TASKS, TASKS_A_THREAD * Runtime.getRuntime().availableProcessors());
        this.batch = new byte[TASK * tasks];
        this.other = new byte[TASK * tasks];
        this.deflaters = new BlockDeflater[tasks];
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
                handOver();
            }
        }
    }

    /** Nothing: blocks are whole but for the last, so that the bytes do not depend on when somebody flushes. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        handOver();
        write(joined());
        out.write(GzipBlock.END_MARK);
        out.flush();
    }

    /** The batch that was filled is deflated from now on; the one before is written. */
    private void handOver() throws IOException {
        List<byte[][]> before = joined();
        deflating = new ArrayList<>();
        for (int start = 0; start < filled; start += TASK) {
            byte[] content = batch;
            int from = start;
            int end = Math.min(start + TASK, filled);
            deflating.add(ForkJoinTask.adapt(() -> deflate(content, from, end)).fork());
        }
        byte[] free = other;
        other = batch;
        batch = free;
        filled = 0;
        write(before);
    }

    /** The blocks of the other batch. This thread deflates too: the last task first, as others begin with the first. */
    private List<byte[][]> joined() {
        for (int task = deflating.size() - 1; task >= 0; task--) {
            deflating.get(task).quietlyJoin();
        }
        return deflating.stream().map(ForkJoinTask::join).toList();
    }

    private void write(List<byte[][]> tasks) throws IOException {
        for (byte[][] blocks : tasks) {
            for (byte[] block : blocks) {
                out.write(block);
            }
        }
    }

    private byte[][] deflate(byte[] content, int start, int end) {
        int task = start / TASK;
        if (deflaters[task] == null) {
            deflaters[task] = new BlockDeflater();
        }
        byte[][] blocks = new byte[(end - start + GzipBlock.MOST_CONTENT - 1) / GzipBlock.MOST_CONTENT][];
        for (int i = 0; i < blocks.length; i++) {
            int from = start + i * GzipBlock.MOST_CONTENT;
            blocks[i] = GzipBlock.deflate(deflaters[task], content, from, Math.min(GzipBlock.MOST_CONTENT, end - from));
        }
        return blocks;
    }
}
