package org.lungmentor.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Storage as a processor sees it: plain streams. Outputs are written beside their place under a temporary name; the job
 * renames all of a case's outputs when its processor has returned, and throws them away when it has failed.
 */
public interface CaseFiles {
    /** Opens one of the case's input paths. */
    InputStream open(String path) throws IOException;

    /** @param relativePath where the output will lie under the job's output folder, {@code Images/CASE.nii.gz} */
    OutputStream create(String relativePath) throws IOException;
}
