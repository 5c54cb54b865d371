package org.lungmentor.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files on any storage that Hadoop reaches, by paths as text: {@code /a/b}, {@code a/b}, {@code file:/a/b},
 * {@code hdfs://host/a/b}. A path without a scheme lies on Hadoop's default file system, the local disks where none is
 * configured. Local disks are read and written without checksum files beside ours. Can be sent to executors.
 */
public final class Storage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

    private final SerializableConfiguration configuration;

    private Storage(Configuration configuration) {
        this.configuration = new SerializableConfiguration(configuration);
    }

    /** Storage as this session's cluster is configured. */
    public static Storage of(SparkSession spark) {
        return of(spark.sparkContext().hadoopConfiguration());
    }

    /** Storage by a Hadoop configuration. */
    public static Storage of(Configuration configuration) {
        return new Storage(configuration);
    }

    /** Storage by the Hadoop configuration on the class path: without any, the local disks. */
    public static Storage standard() {
        return of(new Configuration());
    }

    /** {@code name} within the folder; {@code name} may have several parts. */
    public static String child(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** The path's last part. */
    public static String name(String path) {
        return new Path(null, null, path).getName();
    }

    /** The path as it means the same on every machine: absolute; a plain path on local disks, a URI elsewhere. */
    public String absolute(String path) throws IOException {
        Path parsed = parse(path);
        return store(parsed).absolute(parsed);
    }

    /** The absolute path as a URI, quoted where need be. */
    URI uri(String path) throws IOException {
        return parse(absolute(path)).toUri();
    }

    /** Opens a file for reading. */
    public InputStream open(String path) throws IOException {
        Path parsed = parse(path);
        return store(parsed).open(parsed);
    }

    /** All bytes of a small file. */
    public byte[] read(String path) throws IOException {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        }
    }

    /** Opens a file for writing, unbuffered; makes missing folders and replaces what is there. */
    public OutputStream create(String path) throws IOException {
        Path parsed = parse(path);
        return store(parsed).create(parsed);
    }

    /** Writes a small file so that readers see the old or the new content whole, whenever this process is killed. */
    public void write(String path, byte[] content) throws IOException {
        String absolute = absolute(path);
        int name = absolute.lastIndexOf('/') + 1;
        Path parsed = parse(absolute);
        Path part =
                parse(absolute.substring(0, name) + "." + absolute.substring(name) + "." + UUID.randomUUID() + ".part");
        FileStore store = store(parsed);
        try {
            try (OutputStream out = store.create(part)) {
                out.write(content);
            }
            store.move(part, parsed);
        } catch (IOException e) {
            try {
                store.delete(part);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Creates the file with this content; false, and nothing changed, if it exists. Of several at once one wins. */
    boolean createNew(String path, byte[] content) throws IOException {
        Path parsed = parse(path);
        return store(parsed).createNew(parsed, content);
    }

    /** Renames a file within one file system, makes missing folders and replaces what is there. */
    public void move(String from, String to) throws IOException {
        Path parsed = parse(from);
        store(parsed).move(parsed, parse(to));
    }

    /** Deletes a file, or a folder with all that is in it; what does not exist is deleted already. */
    public void delete(String path) throws IOException {
        Path parsed = parse(path);
        store(parsed).delete(parsed);
    }

    /** Deletes a folder if nothing is in it, else nothing. */
    void deleteIfEmpty(String folder) throws IOException {
        Path parsed = parse(folder);
        store(parsed).deleteIfEmpty(parsed);
    }

    /** Sets the time of the last change to now. */
    void touch(String path) throws IOException {
        Path parsed = parse(path);
        store(parsed).touch(parsed);
    }

    /** Whether a file or folder is there. */
    public boolean exists(String path) throws IOException {
        return find(path).isPresent();
    }

    /** The file or folder, if it is there. */
    public Optional<StoredFile> find(String path) throws IOException {
        Path parsed = parse(path);
        return store(parsed).find(parsed);
    }

    /** What lies directly in the folder, by name; nothing if there is no such folder. */
    public List<StoredFile> list(String folder) throws IOException {
        Path parsed = parse(folder);
        return store(parsed).list(parsed);
    }

    private FileStore store(Path path) throws IOException {
        FileSystem files = path.getFileSystem(configuration.value());
        boolean local = files instanceof LocalFileSystem || files.getClass() == RawLocalFileSystem.class;
        return local ? new LocalStore() : new HadoopStore(files, configuration.value());
    }

    private static Path parse(String path) {
        // Without a scheme the text is the path, whatever colons it holds.
        return WITH_SCHEME.matcher(path).matches() ? new Path(path) : new Path(null, null, path);
    }
}
