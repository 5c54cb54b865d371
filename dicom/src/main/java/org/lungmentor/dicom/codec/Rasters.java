package org.lungmentor.dicom.codec;

import java.awt.image.Raster;

/** From ImageIO's rasters to frames. */
final class Rasters {
    private Rasters() {}

    /** Every sample as it is: neither colours nor eight bits are made of it. */
    static void copy(Raster raster, String codec, FrameFormat frame, byte[] target) {
        if (raster.getWidth() != frame.columns() || raster.getHeight() != frame.rows() || raster.getNumBands() != 1) {
            throw Broken.frame(codec, "it is not of the size that the file says");
        }
        int[] row = new int[frame.columns()];
        for (int y = 0; y < frame.rows(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, frame.columns(), 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                frame.put(row[x], target, y * row.length + x);
            }
        }
    }
}
