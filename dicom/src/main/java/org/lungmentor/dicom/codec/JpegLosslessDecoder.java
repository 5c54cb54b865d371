package org.lungmentor.dicom.codec;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG lossless (T.81 process 14, all selection values) by TwelveMonkeys' ImageIO plugin. The reader is picked by its class:
 * the JDK's claims such streams too and cannot read them.
 */
public final class JpegLosslessDecoder implements PixelDecoder {
    private static final String LOSSLESS = "JPEG lossless";
    private static final int SOF3 = 0xc3;

    @Override
    public String name() {
        return "TwelveMonkeys imageio-jpeg";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of("1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70");
    }

    @Override
    public void decode(byte[] compressed, FrameFormat frame, byte[] target) {
        check(compressed, frame);
        ImageReader reader = reader();
        try {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(compressed)), true, true);
            Rasters.copy(reader.readRaster(0, null), LOSSLESS, frame, target);
        } catch (IOException | RuntimeException broken) { // the plugin throws either for streams that lie
            throw Broken.frame(LOSSLESS, "it cannot be decoded", broken);
        } finally {
            reader.dispose();
        }
    }

    /** What the plugin would allocate follows from the frame's header: that must be the file's. */
    private static void check(byte[] compressed, FrameFormat frame) {
        JpegSegments segments = new JpegSegments(LOSSLESS, compressed);
        boolean found = false;
        for (int marker = segments.next(); marker != JpegSegments.SOS; marker = segments.next()) {
            if (JpegSegments.isFrame(marker)) {
                if (marker != SOF3) {
                    throw Broken.unsupported(LOSSLESS, "process SOF" + (marker - 0xc0));
                }
                segments.checkFrame(frame);
                found = true;
            }
        }
        if (!found) {
            throw Broken.frame(LOSSLESS, "its scan comes before its frame");
        }
    }

    private static ImageReader reader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getOriginatingProvider() instanceof JPEGImageReaderSpi) {
                return reader;
            }
            reader.dispose();
        }
        throw new IllegalStateException(
                "TwelveMonkeys' JPEG plugin is on the class path and not registered with ImageIO");
    }
}
