package org.lungmentor.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** HDFS and all else that has a Hadoop {@link FileSystem}. */
final class HadoopStore implements FileStore {
    private final FileSystem files;
    private final Configuration configuration;

    HadoopStore(FileSystem files, Configuration configuration) {
        this.files = files;
        this.configuration = configuration;
    }

    @Override
    public String absolute(Path path) {
        return files.makeQualified(path).toString();
    }

    @Override
    public InputStream open(Path path) throws IOException {
        return files.open(path);
    }

    @Override
    public OutputStream create(Path path) throws IOException {
        return files.create(path, true);
    }

    @Override
    public boolean createNew(Path path, byte[] content) throws IOException {
        OutputStream created;
        try {
            created = files.create(path, false);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try (created) {
            created.write(content);
            return true;
        } catch (IOException e) {
            // Quota: do not leave an empty file that would say somebody was here.
            files.delete(path, false);
            throw e;
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Path parent = to.getParent();
        if (parent != null) {
            files.mkdirs(parent);
        }
        try {
            // FileSystem cannot replace by a rename; FileContext can, and HDFS does it in one step.
            FileContext.getFileContext(files.getUri(), configuration).rename(from, to, Options.Rename.OVERWRITE);
        } catch (UnsupportedFileSystemException e) {
            files.delete(to, false);
            if (!files.rename(from, to)) {
                throw new IOException("Cannot rename " + from + " to " + to, e);
            }
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!files.delete(path, true) && files.exists(path)) {
            throw new IOException("Cannot delete " + path);
        }
    }

    @Override
    public void deleteIfEmpty(Path folder) throws IOException {
        if (list(folder).isEmpty()) {
            try {
                files.delete(folder, false);
            } catch (PathIsNotEmptyDirectoryException e) {
                return; // somebody put something there this very moment
            }
        }
    }

    @Override
    public void touch(Path path) throws IOException {
        files.setTimes(path, System.currentTimeMillis(), -1);
    }

    @Override
    public Optional<StoredFile> find(Path path) throws IOException {
        try {
            return Optional.of(stored(files.getFileStatus(path)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<StoredFile> list(Path folder) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        try {
            if (!files.getFileStatus(folder).isDirectory()) {
                return found;
            }
            for (FileStatus status : files.listStatus(folder)) {
                found.add(stored(status));
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(StoredFile::name));
        return found;
    }

    private static StoredFile stored(FileStatus status) {
        return new StoredFile(
                status.getPath().toString(),
                status.getPath().getName(),
                status.isDirectory() ? 0 : status.getLen(),
                Instant.ofEpochMilli(status.getModificationTime()),
                status.isDirectory());
    }
}
