package org.lungmentor.imaging;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads single NIfTI files ({@code .nii}, gzip or not). Found by {@link java.util.ServiceLoader}: where a jar on the class
 * path names one in {@code META-INF/services}, it reads them in our place. One instance serves all threads.
 */
public interface NiftiSource {
    /**
     * Reads an image and where it lies. Files are untrusted: nothing is allocated that a header merely claims.
     *
     * @param in the file, not closed
     * @param name what messages call the file
     * @throws CaseRefused {@code bad-nifti}, {@code truncated} or {@code sheared-grid}, and nothing else whatever the file is
     * @throws IOException if storage fails
     */
    NiftiImage read(InputStream in, String name) throws IOException;
}
