package org.lungmentor.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The few operations that {@link Storage} is made of, once for local disks and once for all else that Hadoop reaches. */
interface FileStore {
    /** The path as the caller should keep it: absolute. */
    String absolute(Path path);

    InputStream open(Path path) throws IOException;

    /** Makes missing folders and replaces what is there. */
    OutputStream create(Path path) throws IOException;

    /** Creates the file with this content; false, and nothing changed, if it exists. Of several at once one wins. */
    boolean createNew(Path path, byte[] content) throws IOException;

    /** Renames a file, makes missing folders and replaces what is there: a reader sees the old or the new one whole. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file, or a folder with all that is in it; what does not exist is deleted already. */
    void delete(Path path) throws IOException;

    /** Deletes a folder if nothing is in it, else nothing. */
    void deleteIfEmpty(Path folder) throws IOException;

    /** Sets the time of the last change to now. */
    void touch(Path path) throws IOException;

    Optional<StoredFile> find(Path path) throws IOException;

    /** What lies directly in the folder, by name; nothing if there is no such folder. */
    List<StoredFile> list(Path folder) throws IOException;
}
