package org.lungmentor.imaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;

/** The bytes of a NIfTI file, inflated if they are gzip, with a count of how many were read. */
final class NiftiStream extends InputStream {
    private final InputStream in;
    private final Optional<GzipInput> gzip;
    private long position;

    NiftiStream(InputStream source) throws IOException {
        PushbackInputStream all = new PushbackInputStream(source, 2);
        byte[] start = all.readNBytes(2);
        all.unread(start);
        boolean packed = start.length == 2 && start[0] == 0x1f && (start[1] & 0xff) == 0x8b;
        gzip = packed ? Optional.of(new GzipInput(all)) : Optional.empty();
        in = packed ? gzip.get() : all;
    }

    /** Bytes read so far. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        position += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int n = in.read(to, offset, length);
        position += Math.max(n, 0);
        return n;
    }

    /** Reads gzip to its end, so that the last checksum is seen; says what is odd about what follows the voxels. */
    Optional<String> finish() throws IOException {
        if (gzip.isEmpty()) {
            return Optional.empty();
        }
        byte[] rest = new byte[1 << 13];
        int n = 0;
        while (n >= 0) {
            n = in.read(rest, 0, rest.length);
        }
        return gzip.get().hasGarbage()
                ? Optional.of("bytes that are no gzip follow the compressed data and are ignored")
                : Optional.empty();
    }

    /** Frees what inflating holds; the stream under it stays open. */
    @Override
    public void close() {
        gzip.ifPresent(GzipInput::close);
    }
}
