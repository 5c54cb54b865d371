package org.lungmentor.adapters.dcm4che;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.imageio.codec.BytesWithImageImageDescriptor;
import org.dcm4che3.imageio.codec.ImageDescriptor;
import org.dcm4che3.imageio.codec.ImageReaderFactory;
import org.dcm4che3.imageio.codec.ImageReaderFactory.ImageReaderParam;
import org.lungmentor.dicom.codec.FrameFormat;
import org.lungmentor.dicom.codec.PixelDecoder;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * Frames decoded by the readers that dcm4che's {@link ImageReaderFactory} names for a format: RLE anywhere; JPEG, JPEG-LS,
 * JPEG 2000 with HTJ2K, and JPEG XL where the native library of {@code dcm4che-imageio-opencv} runs. Where it does not, a
 * decoder has no transfer syntaxes, and ours are asked. A reader serves one frame, so that one instance serves all threads.
 */
public abstract class Dcm4cheDecoder implements PixelDecoder {
    private static final String OF_NATIVE_CODE = "org.dcm4che3.opencv.";

    private final Map<String, ImageReaderParam> readers = new TreeMap<>();

    /** RLE Lossless. */
    public static final class Rle extends Dcm4cheDecoder {
        /** For the service loader. */
        public Rle() {
            super("rle");
        }
    }

    /** JPEG baseline, extended and lossless. */
    public static final class Jpeg extends Dcm4cheDecoder {
        /** For the service loader. */
        public Jpeg() {
            super("jpeg-cv");
        }
    }

    /** JPEG-LS. */
    public static final class JpegLs extends Dcm4cheDecoder {
        /** For the service loader. */
        public JpegLs() {
            super("jpeg-ls-cv");
        }
    }

    /** JPEG 2000 and High-Throughput JPEG 2000. */
    public static final class Jpeg2000 extends Dcm4cheDecoder {
        /** For the service loader. */
        public Jpeg2000() {
            super("jpeg2000-cv");
        }
    }

    /** JPEG XL. */
    public static final class JpegXl extends Dcm4cheDecoder {
        /** For the service loader. */
        public JpegXl() {
            super("jpeg-xl-cv");
        }
    }

    /** @param format as dcm4che's ImageReaderFactory.properties calls it */
    private Dcm4cheDecoder(String format) {
        for (Map.Entry<String, ImageReaderParam> entry :
                ImageReaderFactory.getDefault().getEntries()) {
            if (entry.getValue().formatName.equals(format) && runs(entry.getValue())) {
                readers.put(entry.getKey(), entry.getValue());
            }
        }
    }

    private static boolean runs(ImageReaderParam param) {
        try {
            if (param.className.startsWith(OF_NATIVE_CODE)) {
                // loads the library; it is an optional part of dcm4che, so this compiles without it
                Class.forName(OF_NATIVE_CODE + "StreamSegment");
                Class.forName("org.opencv.core.Mat").getConstructor().newInstance();
            }
            ImageReaderFactory.getImageReader(param).dispose();
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError none) {
            return false;
        }
    }

    @Override
    public String name() {
        return "dcm4che";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return readers.keySet();
    }

    @Override
    public void decode(byte[] compressed, FrameFormat frame, byte[] target) {
        ImageReader reader =
                ImageReaderFactory.getImageReader(readers.values().iterator().next());
        try (Frame input = new Frame(compressed, descriptor(frame))) {
            reader.setInput(input);
            requireSize(reader.getWidth(0), reader.getHeight(0), frame);
            ImageReadParam param = reader.getDefaultReadParam();
            if (this instanceof Rle) { // its stream says nothing of the frame
                param.setDestination(destination(frame));
            }
            Raster raster = reader.read(0, param).getRaster();
            if (input.ended) { // missing bytes were made up
                throw new CaseRefused(Reason.TRUNCATED, "A frame ends too early for dcm4che: fetch the file again.");
            }
            requireSize(raster.getWidth(), raster.getHeight(), frame);
            int at = 0;
            for (int y = 0; y < frame.rows(); y++) {
                for (int x = 0; x < frame.columns(); x++) {
                    frame.put(raster.getSample(x, y, 0), target, at++);
                }
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof CaseRefused refused) {
                throw refused;
            }
            throw new CaseRefused(Reason.BAD_DICOM, "A frame is broken: dcm4che cannot decode it.", broken);
        } finally {
            reader.dispose();
        }
    }

    /** @param width of the code stream; 0 or less where it says nothing */
    private static void requireSize(int width, int height, FrameFormat frame) {
        boolean says = width > 0 && height > 0;
        if (says && (width != frame.columns() || height != frame.rows())) {
            throw new CaseRefused(
                    Reason.BAD_DICOM,
                    "A frame has " + width + " x " + height + " pixels and the file says " + frame.columns() + " x "
                            + frame.rows() + ".");
        }
    }

    private static ImageDescriptor descriptor(FrameFormat frame) {
        Attributes attributes = new Attributes();
        attributes.setInt(Tag.Rows, VR.US, frame.rows());
        attributes.setInt(Tag.Columns, VR.US, frame.columns());
        attributes.setInt(Tag.SamplesPerPixel, VR.US, 1);
        attributes.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        attributes.setInt(Tag.BitsAllocated, VR.US, frame.pixels().bitsAllocated());
        attributes.setInt(Tag.BitsStored, VR.US, frame.pixels().bitsStored());
        attributes.setInt(Tag.PixelRepresentation, VR.US, frame.pixels().signed() ? 1 : 0);
        return new ImageDescriptor(attributes);
    }

    private static BufferedImage destination(FrameFormat frame) {
        int bits = frame.pixels().bitsAllocated();
        if (bits != Byte.SIZE && bits != Short.SIZE) {
            throw new CaseRefused(
                    Reason.UNSUPPORTED_TRANSFER_SYNTAX, "dcm4che decodes no RLE of " + bits + " bits a pixel.");
        }
        int type = bits == Byte.SIZE ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        ComponentColorModel grey = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, type);
        return new BufferedImage(grey, grey.createCompatibleWritableRaster(frame.columns(), frame.rows()), false, null);
    }

    /** A frame's bytes as both kinds of reader want them; remembers whether more was asked for than there is. */
    private static final class Frame extends MemoryCacheImageInputStream implements BytesWithImageImageDescriptor {
        private final byte[] bytes;
        private final ImageDescriptor descriptor;
        private boolean ended;

        Frame(byte[] bytes, ImageDescriptor descriptor) {
            super(new ByteArrayInputStream(bytes));
            this.bytes = bytes;
            this.descriptor = descriptor;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            ended |= value < 0;
            return value;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public ByteBuffer getBytes() {
            return ByteBuffer.wrap(bytes);
        }

        @Override
        public ImageDescriptor getImageDescriptor() {
            return descriptor;
        }
    }
}
