package org.lungmentor.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.lungmentor.dicom.codec.PixelDecoder;
import org.lungmentor.dicom.codec.PixelDecoders;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * One DICOM file (PS3.10), read front to back: its header when it is opened, then, if asked for, its frames one after the
 * other. Files are untrusted: a broken one ends in {@link CaseRefused} with {@code truncated}, {@code bad-dicom} or
 * {@code unsupported-transfer-syntax}, and in nothing else but {@link IOException} where storage itself fails.
 */
public final class DicomReader implements Closeable {
    private static final int PREAMBLE = 128;
    private static final long MAX_INFLATED = 2L << 30;

    private final InputStream raw;
    private final TransferSyntax syntax;
    private final Attributes header;
    private final ByteSource body;
    private final Optional<AttributesParser.Element> pixels;
    private Optional<FrameSource> frames = Optional.empty();

    private DicomReader(
            InputStream raw,
            TransferSyntax syntax,
            Attributes header,
            ByteSource body,
            Optional<AttributesParser.Element> pixels) {
        this.raw = raw;
        this.syntax = syntax;
        this.header = header;
        this.body = body;
        this.pixels = pixels;
    }

    /**
     * Reads the header up to the pixel data; the stream is then this reader's to close.
     *
     * @return empty if the stream is no DICOM file: no preamble with {@code DICM}, no plausible first element
     * @throws CaseRefused if it is one and is broken, or its transfer syntax is unknown
     */
    public static Optional<DicomReader> open(InputStream in) throws IOException {
        return open(in, MAX_INFLATED);
    }

    /** @param maxInflated bytes that a deflated data set may hold */
    static Optional<DicomReader> open(InputStream in, long maxInflated) throws IOException {
        ByteSource source = new ByteSource(in, Long.MAX_VALUE);
        byte[] head = source.peek(PREAMBLE + 4);
        if (head.length == PREAMBLE + 4
                && head[128] == 'D'
                && head[129] == 'I'
                && head[130] == 'C'
                && head[131] == 'M') {
            source.skip(PREAMBLE + 4);
        } else if (!FirstElement.isPlausible(head)) {
            return Optional.empty();
        }
        Attributes meta = AttributesParser.meta(source);
        byte[] first = source.peek(8);
        TransferSyntax syntax =
                meta.text(Tag.TRANSFER_SYNTAX_UID).map(TransferSyntax::of).orElseGet(() -> FirstElement.guess(first));
        if (!syntax.known()) {
            throw new CaseRefused(
                    Reason.UNSUPPORTED_TRANSFER_SYNTAX,
                    "Transfer syntax " + syntax.uid() + " (" + syntax.name()
                            + ") cannot be read: convert the files to Explicit VR Little Endian.");
        }
        if (syntax.deflated()) {
            source = new ByteSource(new Inflated(source), maxInflated);
        }
        source.setBigEndian(syntax.bigEndian());
        Attributes header = new Attributes(syntax.bigEndian(), CharacterSet.of(""));
        Optional<AttributesParser.Element> pixels = new AttributesParser(source, syntax.explicitVr()).parse(header);
        return Optional.of(new DicomReader(in, syntax, header, source, pixels));
    }

    /** How the file is encoded. */
    public TransferSyntax syntax() {
        return syntax;
    }

    /** What was kept of everything before the pixel data. */
    public Attributes header() {
        return header;
    }

    /** Whether the file has pixel data, of any kind. */
    public boolean hasPixels() {
        return pixels.isPresent();
    }

    /**
     * Reads the next frame, decompressed: rows x columns pixels of 1, 2 or 4 bytes each as {@link ImageFormat} says, high
     * byte first where {@link TransferSyntax#bigEndian}.
     *
     * @param reuse an array that may be filled and returned, if it is as long as a frame
     * @throws CaseRefused if there is no such frame, if it is broken, or if nothing decodes it
     */
    public byte[] readFrame(byte[] reuse) throws IOException {
        if (frames.isEmpty()) {
            frames = Optional.of(frames());
        }
        return frames.get().next(reuse);
    }

    /** @throws CaseRefused {@code unsupported-transfer-syntax} if pixels are compressed and nothing here decodes them */
    public void requireDecodable() {
        if (syntax.encapsulated()) {
            PixelDecoder unused = decoder();
        }
    }

    private PixelDecoder decoder() {
        return PixelDecoders.of(syntax.uid())
                .orElseThrow(() -> new CaseRefused(
                        Reason.UNSUPPORTED_TRANSFER_SYNTAX,
                        "Pixel data in " + syntax.uid() + " (" + syntax.name()
                                + ") cannot be decoded: convert the files to Explicit VR Little Endian, or add"
                                + " a decoder."));
    }

    private FrameSource frames() {
        AttributesParser.Element element = pixels.orElseThrow(
                () -> new CaseRefused(Reason.BAD_DICOM, "A file that says it is an image has no pixel data."));
        if (element.tag() != AttributesParser.PIXEL_DATA) {
            throw new CaseRefused(
                    Reason.BAD_DICOM, "Floating point pixel data " + Tag.text(element.tag()) + " is no CT's.");
        }
        requireDecodable();
        ImageFormat format = ImageFormat.of(header);
        if (syntax.encapsulated() != element.isUndefined()) {
            throw new CaseRefused(
                    Reason.BAD_DICOM,
                    "Pixel data comes " + (element.isUndefined() ? "in fragments" : "in one piece") + ", which "
                            + syntax.uid() + " (" + syntax.name() + ") does not allow.");
        }
        if (syntax.encapsulated()) {
            return new EncapsulatedFrames(body, format, decoder());
        }
        boolean swapPairs = syntax.bigEndian()
                && element.vr() == Vr.OW
                && format.frame().pixels().bitsAllocated() == 8;
        return new NativeFrames(body, format.frame(), element.length(), swapPairs);
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    /** The rest of a source, inflated (RFC 1951 without a header, PS3.5 A.5); broken streams are refused as such. */
    private static final class Inflated extends InflaterInputStream {
        Inflated(ByteSource source) {
            super(new Rest(source), new Inflater(true), 1 << 16);
        }

        /** Nothing: whoever skips reads on, by more at a time than the 512 bytes of the class above. */
        @Override
        public long skip(long bytes) {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (java.util.zip.ZipException broken) {
                throw new CaseRefused(Reason.BAD_DICOM, "A deflated data set is broken: fetch the file again.", broken);
            } catch (java.io.EOFException cutOff) {
                throw new CaseRefused(
                        Reason.TRUNCATED, "A deflated data set ends too early: fetch the file again.", cutOff);
            }
        }
    }

    /** What a source has left, as a stream. */
    private static final class Rest extends InputStream {
        private final ByteSource source;

        Rest(ByteSource source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return source.atEnd() ? -1 : source.unsignedByte();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            byte[] seen = source.peek(Math.min(length, ByteSource.BUFFER));
            if (seen.length == 0) {
                return length == 0 ? 0 : -1;
            }
            source.read(target, offset, seen.length);
            return seen.length;
        }
    }
}
