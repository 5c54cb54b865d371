package org.lungmentor.jobs;

import java.io.Serializable;
import java.time.Instant;

/**
 * What the ledger keeps of the files that play one role in a case.
 *
 * @param path SHA-256 of the path, which may name a patient; of several files, of one line each with path, size and time
 * @param size bytes, of all files together
 * @param modified time of the last change, the latest of several files
 * @param sha256 of the content; of several files, of their own SHA-256 in order; empty where not all was read
 */
public record InputStamp(String path, long size, Instant modified, String sha256) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether path, size and time agree, so that the content need not be read to know it is the same. */
    boolean sameFile(InputStamp other) {
        return path.equals(other.path) && size == other.size && modified.equals(other.modified);
    }

    /** Whether both contents are known and the same. */
    boolean sameContent(InputStamp other) {
        return !sha256.isEmpty() && sha256.equals(other.sha256);
    }

    /** The same with the content's hash. */
    InputStamp withContent(String hash) {
        return new InputStamp(path, size, modified, hash);
    }
}
