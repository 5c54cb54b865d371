package org.lungmentor.dicom.codec;

/**
 * Size of a grey frame and how its pixels are stored.
 *
 * @param rows pixels along a column
 * @param columns pixels along a row
 * @param pixels how one is stored
 */
public record FrameFormat(int rows, int columns, PixelFormat pixels) {
    /** Refuses what is no frame: it is the caller's to check first. */
    public FrameFormat {
        if (rows < 1 || columns < 1 || (long) rows * columns * pixels.bytes() > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("No frame of " + columns + " x " + rows + " pixels");
        }
    }

    /** Pixels of a frame. */
    public int area() {
        return rows * columns;
    }

    /** Bytes of a frame in memory. */
    public int bytes() {
        return area() * pixels.bytes();
    }

    /** Puts a sample at a pixel's index, low byte first; bits beyond those allocated are lost. */
    public void put(int sample, byte[] target, int index) {
        int bytes = pixels.bytes();
        for (int k = 0; k < bytes; k++) {
            target[index * bytes + k] = (byte) (sample >> (8 * k));
        }
    }
}
