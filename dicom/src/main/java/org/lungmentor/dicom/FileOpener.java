package org.lungmentor.dicom;

import java.io.IOException;
import java.io.InputStream;

/** Where files come from: any storage. */
@FunctionalInterface
public interface FileOpener {
    /** Opens a file from its first byte. */
    InputStream open(String path) throws IOException;
}
