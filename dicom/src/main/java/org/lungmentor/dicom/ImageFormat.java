package org.lungmentor.dicom;

import org.lungmentor.dicom.codec.FrameFormat;
import org.lungmentor.dicom.codec.PixelFormat;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * How an image file's pixels lie in it (PS3.3 C.7.6.3 and C.7.6.6), of whatever modality.
 *
 * @param frames how many frames it says it has
 * @param frame size and pixels of each
 */
public record ImageFormat(int frames, FrameFormat frame) {
    private static final int MOST_FRAMES = 100_000;
    private static final int LARGEST_FRAME = 4096 * 4096; // pixels

    /**
     * @throws CaseRefused {@code not-grayscale} for several samples a pixel, {@code bad-dicom} if an attribute is missing or
     *     makes no sense
     */
    public static ImageFormat of(Attributes file) {
        int samples = file.unsignedShort(Tag.SAMPLES_PER_PIXEL).orElse(1);
        if (samples != 1) {
            throw new CaseRefused(
                    Reason.NOT_GRAYSCALE, "An image has " + samples + " samples a pixel: only grey ones are read.");
        }
        int rows = file.unsignedShort(Tag.ROWS).orElse(0);
        int columns = file.unsignedShort(Tag.COLUMNS).orElse(0);
        if (rows == 0 || columns == 0) {
            throw bad(rows == 0 ? Tag.ROWS : Tag.COLUMNS);
        }
        PixelFormat pixels = pixels(file);
        if ((long) rows * columns > LARGEST_FRAME) {
            throw new CaseRefused(
                    Reason.BAD_DICOM,
                    "A frame says it has " + columns + " x " + rows + " pixels: no such frame is read.");
        }
        int frames = file.has(Tag.NUMBER_OF_FRAMES)
                ? file.integer(Tag.NUMBER_OF_FRAMES).orElseThrow(() -> bad(Tag.NUMBER_OF_FRAMES))
                : 1;
        if (frames < 1 || frames > MOST_FRAMES) {
            throw bad(Tag.NUMBER_OF_FRAMES);
        }
        return new ImageFormat(frames, new FrameFormat(rows, columns, pixels));
    }

    private static PixelFormat pixels(Attributes file) {
        int allocated = file.unsignedShort(Tag.BITS_ALLOCATED).orElse(0);
        int stored = file.unsignedShort(Tag.BITS_STORED).orElse(allocated);
        PixelFormat pixels = new PixelFormat(
                allocated,
                stored,
                file.unsignedShort(Tag.HIGH_BIT).orElse(stored - 1),
                file.unsignedShort(Tag.PIXEL_REPRESENTATION).orElse(0) == 1);
        if (!pixels.isReadable()) {
            throw new CaseRefused(
                    Reason.BAD_DICOM,
                    "An image stores " + pixels.bitsStored() + " bits up to bit " + pixels.highBit() + " in "
                            + pixels.bitsAllocated() + ": no such pixels are read.");
        }
        return pixels;
    }

    private static CaseRefused bad(Tag tag) {
        return new CaseRefused(
                Reason.BAD_DICOM, "An image has no usable " + tag + " " + Tag.text(tag.number()) + ": fetch it again.");
    }
}
