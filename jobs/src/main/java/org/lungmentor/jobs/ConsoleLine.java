package org.lungmentor.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A line that tells how far something is: on a terminal drawn over itself several times a second, elsewhere a plain line now
 * and then. Lines that stay are written above it.
 */
public final class ConsoleLine {
    private static final Duration TERMINAL = Duration.ofMillis(200);
    private static final Duration PLAIN = Duration.ofSeconds(15);

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private long drawn;
    private int width;

    ConsoleLine(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.drawn = nanos.getAsLong();
    }

    /** A line on stderr. */
    public static ConsoleLine onStderr() {
        return new ConsoleLine(System.err, isTerminal("/proc/self/fd/2"), System::nanoTime);
    }

    /** Counts the time to the next plain line from now; on a terminal draws the line at once. */
    public void begin(Supplier<String> text) {
        drawn = nanos.getAsLong();
        if (terminal) {
            draw(text.get());
        }
    }

    /** Draws the line if enough time has gone by since the last. */
    public void offer(Supplier<String> text) {
        if (nanos.getAsLong() - drawn >= (terminal ? TERMINAL : PLAIN).toNanos()) {
            draw(text.get());
        }
    }

    /** Draws the line for the last time. */
    public void end(String text) {
        draw(text);
        if (terminal) {
            out.println();
            width = 0;
        }
    }

    /** Writes a line that stays. */
    public void say(String text) {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
        out.println(text);
    }

    private void draw(String text) {
        drawn = nanos.getAsLong();
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            out.flush();
            width = text.length();
        } else {
            out.println(text);
        }
    }

    /** A time as people say it: {@code 40 s}, {@code 12 min}, {@code 3 h 5 min}. */
    public static String duration(double seconds) {
        if (Math.round(seconds) < 60) {
            return Math.round(seconds) + " s";
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** Whether the file descriptor is a terminal: java.io.Console says so only if stdin and stdout are one. */
    private static boolean isTerminal(String descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of(descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
