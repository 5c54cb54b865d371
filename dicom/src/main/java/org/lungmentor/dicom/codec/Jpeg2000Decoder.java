package org.lungmentor.dicom.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageReader;

/** JPEG 2000, lossless and lossy (ISO/IEC 15444-1), by jai-imageio: a raw code stream, or one wrapped as a JP2 file. */
public final class Jpeg2000Decoder implements PixelDecoder {
    private final J2KImageReaderSpi provider = new J2KImageReaderSpi();

    @Override
    public String name() {
        return "jai-imageio-jpeg2000";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91");
    }

    @Override
    public void decode(byte[] compressed, FrameFormat frame, byte[] target) {
        int start = Jpeg2000Header.check(compressed, frame);
        try {
            ImageReader reader = provider.createReaderInstance(null);
            try {
                reader.setInput(new CodeStreamInput(compressed, start), true, true);
                Rasters.copy(raster(reader), Jpeg2000Header.JPEG_2000, frame, target);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) { // the plugin throws either for streams that lie
            throw Broken.frame(Jpeg2000Header.JPEG_2000, "it cannot be decoded", broken);
        } catch (Error broken) {
            if (broken.getClass() != Error.class) {
                throw broken;
            }
            throw Broken.frame(Jpeg2000Header.JPEG_2000, "it cannot be decoded"); // the plugin throws Error itself, too
        }
    }

    private static Raster raster(ImageReader reader) throws IOException {
        return reader.canReadRaster()
                ? reader.readRaster(0, null)
                : reader.read(0).getRaster();
    }
}
