package org.lungmentor.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run on an output folder and step at a time: a small file beside the outputs, created in one step by the storage, that
 * says who holds it. Its owner changes the file's time every {@link #BEAT}. A lock is dead, and is taken over, when its
 * owner was a process of this host that is gone, when it was not touched for {@link #LEASE}, or when it says nothing and is
 * older than a beat; see docs/decisions/061.
 */
public final class RunLock implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(15);
    static final Duration LEASE = Duration.ofMinutes(3);

    /** Spark's shutdown hook has 50, the one that closes Hadoop's file systems 10. */
    private static final int AFTER_SPARK = 20;

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Storage storage;
    private final String path;
    private final byte[] content;
    private final Optional<String> madeFolder;
    private final ScheduledExecutorService heart;
    private final ScheduledFuture<?> beats;
    private final Runnable onExit = this::release;

    private RunLock(Storage storage, String path, byte[] content, Optional<String> madeFolder) {
        this.storage = storage;
        this.path = path;
        this.content = content;
        this.madeFolder = madeFolder;
        this.heart = Executors.newSingleThreadScheduledExecutor(beat -> {
            Thread thread = new Thread(beat, "run-lock");
            thread.setDaemon(true);
            return thread;
        });
        ShutdownHookManager.get().addShutdownHook(onExit, AFTER_SPARK);
        this.beats = heart.scheduleAtFixedRate(this::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Takes the lock of a step on an output folder.
     *
     * @throws RunLocked if a living run holds it
     */
    public static RunLock acquire(Storage storage, String output, String step) throws IOException {
        String folder = storage.absolute(output);
        Optional<String> madeFolder = storage.exists(folder) ? Optional.empty() : Optional.of(folder);
        String path = Storage.child(folder, "." + step + ".lock");
        byte[] content = describe();
        if (!storage.createNew(path, content)) {
            byte[] held = readOrEmpty(storage, path);
            if (!isDead(storage, path, held)) {
                throw locked(step, output, held);
            }
            // Whoever else saw the same dead lock does the same: the one whose rename finds that very lock goes on.
            String aside = path + "." + UUID.randomUUID();
            moveIfThere(storage, path, aside);
            boolean same = Arrays.equals(readOrEmpty(storage, aside), held);
            if (!same && storage.exists(aside)) {
                storage.move(aside, path);
                throw locked(step, output, held);
            }
            storage.delete(aside);
            if (!storage.createNew(path, content)) {
                throw locked(step, output, readOrEmpty(storage, path));
            }
        }
        return new RunLock(storage, path, content, madeFolder);
    }

    /**
     * Makes sure the lock is still ours.
     *
     * @throws RunLocked if another run took it over, because this one seemed dead
     */
    public void check() throws IOException {
        if (!isOurs()) {
            throw new RunLocked("The lock " + path + " was taken over by another run while this one stood still;"
                    + " this one stops. Start it again when the other has ended.");
        }
    }

    /** Gives the lock back. A lock that storage does not let us delete dies with this process. */
    @Override
    public void close() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(onExit);
        }
        release();
    }

    private synchronized void release() {
        beats.cancel(false);
        heart.shutdown();
        try {
            if (isOurs()) {
                storage.delete(path);
                if (madeFolder.isPresent()) {
                    // A run that was refused at once leaves no empty folder behind.
                    storage.deleteIfEmpty(madeFolder.get());
                }
            }
        } catch (IOException e) {
            LOG.warn("The lock {} could not be removed: {}", path, e.getMessage());
        }
    }

    private boolean isOurs() throws IOException {
        return Arrays.equals(readOrEmpty(storage, path), content);
    }

    private void beat() {
        try {
            if (isOurs()) {
                storage.touch(path);
            }
        } catch (IOException e) {
            // The next beat tries again; a storage that stays away fails the job where it writes.
            return;
        }
    }

    private static boolean isDead(Storage storage, String path, byte[] held) throws IOException {
        Optional<StoredFile> file = storage.find(path);
        if (file.isEmpty()) {
            return true;
        }
        if (file.get().modified().plus(LEASE).isBefore(Instant.now())) {
            return true;
        }
        JsonNode owner = parse(held);
        if (!owner.has("pid")) {
            // Created and not yet written: a moment, unless its owner was killed in it.
            return file.get().modified().plus(BEAT).isBefore(Instant.now());
        }
        if (!owner.path("host").asText().equals(Host.name())) {
            return false;
        }
        return ProcessHandle.of(owner.path("pid").asLong())
                .filter(process ->
                        startOf(process).equals(owner.path("processStarted").asText()))
                .isEmpty();
    }

    private static byte[] describe() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(JSON.createObjectNode()
                        .put("host", Host.name())
                        .put("pid", self.pid())
                        .put("processStarted", startOf(self))
                        .put("since", Instant.now().toString())
                        .put("token", UUID.randomUUID().toString()));
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static RunLocked locked(String step, String output, byte[] held) {
        JsonNode owner = parse(held);
        String who = owner.has("pid")
                ? "process " + owner.path("pid").asLong() + " on "
                        + owner.path("host").asText() + " since "
                        + owner.path("since").asText()
                : "another run";
        return new RunLocked("Step " + step + " on " + output + " is being run by " + who + ": try later.");
    }

    private static JsonNode parse(byte[] held) {
        try {
            return JSON.readTree(new String(held, StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Created this very moment and not written yet: its owner is unknown and alive.
            return JSON.createObjectNode();
        }
    }

    private static byte[] readOrEmpty(Storage storage, String path) throws IOException {
        try {
            return storage.read(path);
        } catch (FileNotFoundException | NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static void moveIfThere(Storage storage, String from, String to) throws IOException {
        try {
            storage.move(from, to);
        } catch (FileNotFoundException | NoSuchFileException e) {
            return;
        }
    }
}
