package org.lungmentor.dicom;

import java.io.IOException;

/** The frames of one file, front to back. */
interface FrameSource {
    /**
     * The next frame: rows x columns pixels of 1, 2 or 4 bytes.
     *
     * @param reuse an array that may be filled and returned, if it is as long as a frame
     */
    byte[] next(byte[] reuse) throws IOException;
}
