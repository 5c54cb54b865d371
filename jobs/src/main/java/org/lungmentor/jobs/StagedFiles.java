package org.lungmentor.jobs;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The streams of one attempt: outputs go into a staging folder of the attempt's own below the output folder and are renamed
 * into place by {@link #commit}; what is read is hashed on the way.
 */
final class StagedFiles implements CaseFiles, AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Storage storage;
    private final String output;
    private final String staging;
    private final Set<String> created = new TreeSet<>();
    private final Set<String> open = new TreeSet<>();
    private final Map<String, String> hashes = new TreeMap<>();

    StagedFiles(Storage storage, String output, String staging) {
        this.storage = storage;
        this.output = output;
        this.staging = staging;
    }

    @Override
    public InputStream open(String path) throws IOException {
        DigestInputStream hashed = new DigestInputStream(storage.open(path), Sha256.digest());
        return new FilterInputStream(hashed) {
            private boolean closed;

            @Override
            public boolean markSupported() {
                return false;
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    try (hashed) {
                        // A reader of gzip or of headers stops before the end; the hash is of the whole file.
                        hashed.transferTo(OutputStream.nullOutputStream());
                        hashes.put(path, Sha256.hex(hashed.getMessageDigest()));
                    }
                }
            }
        };
    }

    @Override
    public OutputStream create(String relativePath) throws IOException {
        if (!isProper(relativePath)) {
            throw new IllegalArgumentException("Not a path below the output folder: " + relativePath);
        }
        OutputStream out = storage.create(Storage.child(staging, relativePath));
        created.add(relativePath);
        open.add(relativePath);
        return new BufferedOutputStream(out, BUFFER) {
            @Override
            public void close() throws IOException {
                super.close();
                open.remove(relativePath);
            }
        };
    }

    /** SHA-256 of all inputs that were opened and closed, by path. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** Renames all outputs into place and returns their relative paths, sorted. */
    List<String> commit() throws IOException {
        if (!open.isEmpty()) {
            throw new IllegalStateException("The processor left open " + open);
        }
        for (String one : created) {
            storage.move(Storage.child(staging, one), Storage.child(output, one));
        }
        return List.copyOf(created);
    }

    /** Throws away what was not committed. */
    @Override
    public void close() throws IOException {
        storage.delete(staging);
    }

    private static boolean isProper(String relativePath) {
        for (String part : relativePath.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.indexOf('\n') >= 0) {
                return false;
            }
        }
        return !relativePath.startsWith("ledger/");
    }
}
