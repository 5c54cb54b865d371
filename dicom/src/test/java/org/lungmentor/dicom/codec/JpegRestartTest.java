package org.lungmentor.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG with restart markers (T.81, B.2.4.4), as the JDK writes and reads it. */
class JpegRestartTest {
    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
    private static final int COLUMNS = 61;
    private static final int ROWS = 43;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 1000})
    void decodesWhatTheJdkDecodes(int interval) throws IOException {
        byte[] jpeg = jpeg(interval);
        byte[] ours = new byte[ROWS * COLUMNS];
        PixelFormat pixels = new PixelFormat(8, 8, 7, false);

        PixelDecoders.of("1.2.840.10008.1.2.4.50")
                .orElseThrow()
                .decode(jpeg, new FrameFormat(ROWS, COLUMNS, pixels), ours);

        BufferedImage theirs = ImageIO.read(new ByteArrayInputStream(jpeg));
        for (int i = 0; i < ours.length; i++) {
            int value = theirs.getRaster().getSample(i % COLUMNS, i / COLUMNS, 0);
            assertThat(ours[i] & 0xff).as("pixel " + i).isBetween(value - 1, value + 1);
        }
    }

    private static byte[] jpeg(int interval) throws IOException {
        BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(interval);
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            int smooth = 2 * (i % COLUMNS) + i / COLUMNS;
            image.getRaster().setSample(i % COLUMNS, i / COLUMNS, 0, smooth + random.nextInt(60));
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode restart = new IIOMetadataNode("dri");
        restart.setAttribute("interval", Integer.toString(interval));
        root.getLastChild().insertBefore(restart, root.getLastChild().getFirstChild());
        metadata.setFromTree(FORMAT, root);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
