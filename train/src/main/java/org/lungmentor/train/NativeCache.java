package org.lungmentor.train;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;

/**
 * JavaCPP's cache, the folder of the user's into which it unpacks native libraries at their first use. Processes that start together on one
 * host, as Spark's executors do, would read each other's half-written files there (bytedeco/javacpp issue 608): whoever loads a
 * library does it here, one process and one thread at a time.
 */
public final class NativeCache {
    private NativeCache() {}

    /**
     * Runs what loads a library while no other process does.
     *
     * @throws UncheckedIOException if the cache cannot be written
     */
    public static synchronized void alone(Runnable load) {
        try {
            File file = new File(Loader.getCacheDir(), "lungmentor.lock");
            try (FileChannel channel =
                            FileChannel.open(file.toPath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                load.run();
                held.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
