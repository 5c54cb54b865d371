package org.lungmentor.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;

/** Lists what lies in a folder, to any depth. */
public final class InputFiles {
    private InputFiles() {}

    /**
     * Paths of all files, sorted; hidden ones are left out, and so is one folder.
     *
     * @param except a folder that is not entered: where outputs go
     * @throws UsageException if there is no such folder, or nothing in it
     */
    public static List<String> under(Storage storage, String folder, String except) throws IOException {
        requireFolder(storage, folder);
        String root = storage.absolute(folder);
        String omitted = storage.absolute(except);
        List<String> files = new ArrayList<>();
        Deque<String> folders = new ArrayDeque<>(List.of(root));
        while (!folders.isEmpty()) {
            for (StoredFile file : storage.list(folders.pop())) {
                if (file.name().startsWith(".") || file.path().equals(omitted)) {
                    continue;
                }
                if (file.folder()) {
                    folders.push(file.path());
                } else {
                    files.add(file.path());
                }
            }
        }
        if (files.isEmpty()) {
            throw new UsageException("There are no files in " + folder + ".");
        }
        files.sort(null);
        return files;
    }

    /** @throws UsageException if there is no such folder */
    static void requireFolder(Storage storage, String folder) throws IOException {
        boolean isFolder = storage.find(folder).filter(StoredFile::folder).isPresent();
        if (!isFolder) {
            throw new UsageException("There is no folder " + folder + ": name the one that holds the source files.");
        }
    }
}
