package org.lungmentor.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.lungmentor.dicom.codec.PixelDecoder;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * Compressed frames in fragments (PS3.5 A.4). A file's only frame is all of them. Of several frames each begins where the
 * basic offset table says; where that is empty, at a fragment that begins like a code stream, and every fragment is a frame
 * where none does.
 */
final class EncapsulatedFrames implements FrameSource {
    private static final int ITEM = 0xfffee000;
    private static final int SEQUENCE_END = 0xfffee0dd;
    private static final int HEADER = 8;
    /** Frames up to this size are allocated however few bytes they were compressed to. */
    private static final int ORDINARY_FRAME = 8 << 20;

    private static final int LARGEST_RATIO = 1000;

    private final ByteSource in;
    private final ImageFormat format;
    private final PixelDecoder decoder;
    private long[] offsets = new long[0];
    private long first; // position that the offsets count from
    private boolean begun;
    private boolean ended;
    private int frame;

    EncapsulatedFrames(ByteSource in, ImageFormat format, PixelDecoder decoder) {
        this.in = in;
        this.format = format;
        this.decoder = decoder;
    }

    @Override
    public byte[] next(byte[] reuse) throws IOException {
        if (!begun) {
            begun = true;
            readOffsets();
        }
        byte[] compressed = compressed();
        int bytes = format.frame().bytes();
        if (bytes > ORDINARY_FRAME && bytes / LARGEST_RATIO > compressed.length) {
            throw new CaseRefused(
                    Reason.BAD_DICOM,
                    "A frame of " + bytes + " bytes comes compressed to " + compressed.length
                            + ": it is not believed.");
        }
        byte[] target = reuse.length == bytes ? reuse : new byte[bytes];
        decoder.decode(compressed, format.frame(), target);
        frame++;
        return target;
    }

    private void readOffsets() throws IOException {
        byte[] table = in.bytes(item());
        if (ended) {
            throw noFrame();
        }
        offsets = new long[table.length / 4];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (table[4 * i] & 0xffL)
                    | (table[4 * i + 1] & 0xffL) << 8
                    | (table[4 * i + 2] & 0xffL) << 16
                    | (table[4 * i + 3] & 0xffL) << 24;
        }
        first = in.position();
    }

    private byte[] compressed() throws IOException {
        int length = item();
        if (ended) {
            throw noFrame();
        }
        byte[] fragment = in.bytes(length);
        if (!continues()) {
            return fragment;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(fragment);
        while (continues()) {
            joined.write(in.bytes(item()));
        }
        return joined.toByteArray();
    }

    /** Whether the next fragment belongs to the frame that was begun. */
    private boolean continues() throws IOException {
        byte[] head = in.peek(HEADER + 4);
        boolean another = head.length >= HEADER
                && (head[0] & 0xff) == 0xfe
                && (head[1] & 0xff) == 0xff
                && head[2] == 0
                && (head[3] & 0xff) == 0xe0;
        if (!another) {
            return false;
        }
        if (format.frames() == 1) {
            return true;
        }
        if (offsets.length == format.frames()) {
            return frame + 1 == offsets.length || in.position() < first + offsets[frame + 1];
        }
        return head.length == HEADER + 4 && isCodeStream() && !beginsCodeStream(head);
    }

    /** Whether frames of the syntax begin in a way that can be told: JPEG of any kind. */
    private boolean isCodeStream() {
        return decoder.transferSyntaxes().stream().anyMatch(uid -> uid.startsWith("1.2.840.10008.1.2.4."));
    }

    private static boolean beginsCodeStream(byte[] head) {
        int one = head[HEADER] & 0xff;
        int two = head[HEADER + 1] & 0xff;
        boolean jpeg = one == 0xff && (two == 0xd8 || two == 0x4f); // start of image, start of code stream
        boolean jp2 = one == 0 && two == 0 && head[HEADER + 2] == 0 && head[HEADER + 3] == 12;
        return jpeg || jp2;
    }

    /** Passes an item's header and returns its length; at the end of the sequence, or of the file, {@link #ended}. */
    private int item() throws IOException {
        if (ended || in.atEnd()) {
            ended = true;
            return 0;
        }
        int tag = in.tag();
        long length = in.unsignedInt();
        if (tag == SEQUENCE_END) {
            ended = true;
            return 0;
        }
        if (tag != ITEM || length > Integer.MAX_VALUE - HEADER) {
            throw new CaseRefused(
                    Reason.BAD_DICOM,
                    "Compressed pixel data is broken near byte " + in.position() + ": " + Tag.text(tag)
                            + " where a fragment was due.");
        }
        return (int) length;
    }

    private CaseRefused noFrame() {
        return new CaseRefused(
                Reason.TRUNCATED,
                "Compressed pixel data has " + frame + " of the " + format.frames()
                        + " frames that the file says it has: fetch it again.");
    }
}
