package org.lungmentor.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * Local disks by java.nio rather than by Hadoop: no checksum files beside ours, renames that replace, and a full disk is an
 * {@link IOException} rather than Hadoop's {@code FSError}, which would end an executor.
 */
final class LocalStore implements FileStore {
    @Override
    public String absolute(Path path) {
        return local(path).toString();
    }

    @Override
    public InputStream open(Path path) throws IOException {
        return Files.newInputStream(local(path));
    }

    @Override
    public OutputStream create(Path path) throws IOException {
        java.nio.file.Path file = local(path);
        makeParent(file);
        return Files.newOutputStream(file);
    }

    @Override
    public boolean createNew(Path path, byte[] content) throws IOException {
        java.nio.file.Path file = local(path);
        makeParent(file);
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            // A full disk: do not leave an empty file that would say somebody was here.
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        java.nio.file.Path target = local(to);
        makeParent(target);
        Files.move(local(from), target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        java.nio.file.Path root = local(path);
        List<java.nio.file.Path> all;
        try (Stream<java.nio.file.Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (java.nio.file.Path one : all) {
            Files.deleteIfExists(one);
        }
    }

    @Override
    public void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(local(folder));
        } catch (DirectoryNotEmptyException e) {
            return;
        }
    }

    @Override
    public void touch(Path path) throws IOException {
        Files.setLastModifiedTime(local(path), FileTime.from(Instant.now()));
    }

    @Override
    public Optional<StoredFile> find(Path path) throws IOException {
        java.nio.file.Path file = local(path);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new StoredFile(
                    file.toString(),
                    path.getName(),
                    attributes.isDirectory() ? 0 : attributes.size(),
                    attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MILLIS),
                    attributes.isDirectory()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<StoredFile> list(Path folder) throws IOException {
        List<java.nio.file.Path> children;
        try (Stream<java.nio.file.Path> stream = Files.list(local(folder))) {
            children = stream.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        List<StoredFile> files = new ArrayList<>();
        for (java.nio.file.Path child : children) {
            find(new Path(null, null, child.toString())).ifPresent(files::add);
        }
        return files;
    }

    private static void makeParent(java.nio.file.Path file) throws IOException {
        java.nio.file.Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath()).toAbsolutePath().normalize();
    }
}
