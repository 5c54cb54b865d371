package org.lungmentor.jobs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * A file system of its own scheme, {@code quota:/path}, that stands for all that is no local disk, and whose files may not
 * grow beyond {@code quota.bytes} each.
 */
public final class QuotaFileSystem extends RawLocalFileSystem {
    private long quota = Long.MAX_VALUE;

    /** Storage that knows the scheme. */
    static Storage storage(long bytesPerFile) {
        return Storage.of(configure(new Configuration(false), bytesPerFile));
    }

    static Configuration configure(Configuration configuration, long bytesPerFile) {
        configuration.set("fs.quota.impl", QuotaFileSystem.class.getName());
        configuration.setBoolean("fs.quota.impl.disable.cache", true);
        configuration.setLong("quota.bytes", bytesPerFile);
        return configuration;
    }

    @Override
    public void initialize(URI uri, Configuration conf) throws IOException {
        super.initialize(uri, conf);
        quota = conf.getLong("quota.bytes", Long.MAX_VALUE);
    }

    @Override
    public URI getUri() {
        return URI.create("quota:///");
    }

    @Override
    public String getScheme() {
        return "quota";
    }

    /** One at a time: like HDFS, and unlike the local file system below, it lets one of several creators win. */
    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        synchronized (QuotaFileSystem.class) {
            return new FSDataOutputStream(
                    new Limited(super.create(path, overwrite, bufferSize, replication, blockSize, progress), quota),
                    null);
        }
    }

    private static final class Limited extends FilterOutputStream {
        private long left;

        Limited(OutputStream out, long quota) {
            super(out);
            this.left = quota;
        }

        @Override
        public void write(int one) throws IOException {
            spend(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            spend(length);
            out.write(bytes, offset, length);
        }

        private void spend(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("No space left on device");
            }
        }
    }
}
