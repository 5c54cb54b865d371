package org.lungmentor.jobs;

import java.time.Instant;

/**
 * A file or folder as storage lists it.
 *
 * @param path absolute; a plain path on local disks, a URI elsewhere
 * @param name the path's last part
 * @param size bytes; 0 for folders
 * @param modified time of the last change, whole milliseconds
 * @param folder whether it is a folder
 */
public record StoredFile(String path, String name, long size, Instant modified, boolean folder) {}
