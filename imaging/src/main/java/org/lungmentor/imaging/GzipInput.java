package org.lungmentor.imaging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip of any number of members (RFC 1952), checks every member's checksum and length, and says what follows the last
 * one. Where members are {@link GzipBlock}s (as {@link BlockGzipOutput} writes), several are inflated at a time on all
 * processors. The JDK's own stream asks {@code available()} whether a member follows, which not every storage answers.
 *
 * <p>Does not close the stream under it.
 */
final class GzipInput extends InputStream {
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_TEXTS = 8 | 16; // name, comment
    private static final int RESERVED = 0xe0;
    private static final int TRAILER = 8;
    private static final int MOST_BLOCKS = 64;
    private static final int BLOCKS_A_TASK = 8;

    private final InputStream in;
    private final byte[] raw = new byte[1 << 16];
    private int at;
    private int end;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private boolean ended;
    private boolean garbage;

    private byte[] ready = new byte[0];
    private int readyAt;
    private int readyEnd;
    private int blocksAtOnce = 1; // grows: who wants a header only is not kept waiting

    GzipInput(InputStream in) {
        this.in = in;
    }

    /** Whether bytes that are neither a member nor zeros follow the last member; known at the end only. */
    boolean hasGarbage() {
        return garbage;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws EOFException if the stream ends within a member
     * @throws ZipException if a member is damaged
     */
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (readyAt < readyEnd) {
                int n = Math.min(length, readyEnd - readyAt);
                System.arraycopy(ready, readyAt, to, offset, n);
                readyAt += n;
                return n;
            }
            if (inMember) {
                int n = inflate(to, offset, length);
                if (n > 0) {
                    return n;
                }
            } else if (ended || !nextMember()) {
                return -1;
            }
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] to, int offset, int length) throws IOException {
        try {
            int n = inflater.inflate(to, offset, length);
            crc.update(to, offset, n);
            if (n == 0 && inflater.finished()) {
                at = end - inflater.getRemaining();
                require(TRAILER);
                boolean whole = GzipBlock.littleEndian(raw, at) == (int) crc.getValue()
                        && GzipBlock.littleEndian(raw, at + 4) == (int) inflater.getBytesWritten();
                if (!whole) {
                    throw new ZipException("the checksum does not fit");
                }
                at += TRAILER;
                inMember = false;
            } else if (n == 0 && inflater.needsInput()) {
                at = end;
                require(1);
                inflater.setInput(raw, at, end - at);
            } else if (n == 0) {
                throw new ZipException("the compressed data ask for a dictionary");
            }
            return n;
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException("the compressed data are damaged").initCause(e);
        }
    }

    /** Starts a member, or makes a run of blocks ready; false at the end of the stream. */
    private boolean nextMember() throws IOException {
        while (available(1) && raw[at] == 0) {
            at++; // zeros after a member: a tape's padding
        }
        ended = !available(2) || raw[at] != 0x1f || (raw[at + 1] & 0xff) != 0x8b;
        if (ended) {
            garbage = at < end;
            return false;
        }
        if (blockSize() > 0) {
            readBlocks();
            return true;
        }
        skipHeader();
        inflater.reset();
        inflater.setInput(raw, at, end - at);
        crc.reset();
        inMember = true;
        return true;
    }

    private void skipHeader() throws IOException {
        require(10);
        int flags = raw[at + 3];
        if (raw[at + 2] != 8 || (flags & RESERVED) != 0) {
            throw new ZipException("no gzip member that we know");
        }
        at += 10;
        if ((flags & HAS_EXTRA) != 0) {
            require(2);
            int extra = (raw[at] & 0xff) | (raw[at + 1] & 0xff) << 8;
            for (int i = 0; i < extra + 2; i++) {
                require(1);
                at++;
            }
        }
        for (int texts = Integer.bitCount(flags & HAS_TEXTS); texts > 0; texts--) {
            do {
                require(1);
            } while (raw[at++] != 0);
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            require(2);
            at += 2;
        }
    }

    /** The bytes of the block that starts here, 0 if none does. */
    private int blockSize() throws IOException {
        return available(GzipBlock.HEADER) ? GzipBlock.size(raw, at) : 0;
    }

    private void readBlocks() throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        for (int size = blockSize(); size > 0 && blocks.size() < blocksAtOnce; size = blockSize()) {
            blocks.add(readBlock(size));
        }
        blocksAtOnce = Math.min(2 * blocksAtOnce, MOST_BLOCKS);
        int[] starts = new int[blocks.size() + 1];
        for (int i = 0; i < blocks.size(); i++) {
            int length = GzipBlock.claimedLength(blocks.get(i));
            if (!GzipBlock.isPossible(length)) {
                throw new ZipException("a block claims " + length + " bytes");
            }
            starts[i + 1] = starts[i] + length;
        }
        readyAt = 0;
        readyEnd = starts[blocks.size()];
        if (ready.length < readyEnd) {
            ready = new byte[readyEnd];
        }
        byte[] target = ready;
        int tasks = (blocks.size() + BLOCKS_A_TASK - 1) / BLOCKS_A_TASK;
        boolean whole = IntStream.range(0, tasks).parallel().allMatch(task -> {
            int first = task * BLOCKS_A_TASK;
            return inflateBlocks(blocks, starts, first, Math.min(first + BLOCKS_A_TASK, blocks.size()), target);
        });
        if (!whole) {
            throw new ZipException("a block is damaged");
        }
    }

    private byte[] readBlock(int size) throws IOException {
        byte[] block = new byte[size];
        int have = Math.min(size, end - at);
        System.arraycopy(raw, at, block, 0, have);
        at += have;
        if (in.readNBytes(block, have, size - have) < size - have) {
            throw new EOFException();
        }
        return block;
    }

    private static boolean inflateBlocks(List<byte[]> blocks, int[] starts, int first, int end, byte[] to) {
        Inflater inflater = new Inflater(true);
        try {
            for (int i = first; i < end; i++) {
                if (!GzipBlock.inflate(inflater, blocks.get(i), to, starts[i], starts[i + 1] - starts[i])) {
                    return false;
                }
            }
            return true;
        } finally {
            inflater.end();
        }
    }

    private void require(int bytes) throws IOException {
        if (!available(bytes)) {
            throw new EOFException();
        }
    }

    /** Whether so many bytes lie ready in {@code raw} from {@code at} on, reading on where they do not. */
    private boolean available(int bytes) throws IOException {
        if (end - at >= bytes) {
            return true;
        }
        System.arraycopy(raw, at, raw, 0, end - at);
        end -= at;
        at = 0;
        while (end < bytes) {
            int n = in.read(raw, end, raw.length - end);
            if (n < 0) {
                return false;
            }
            end += n;
        }
        return true;
    }
}
