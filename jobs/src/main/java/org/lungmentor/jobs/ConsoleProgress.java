package org.lungmentor.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress for people: on a terminal one line that is drawn over itself, elsewhere a plain line now and then. Says how many
 * cases are done, refused and failed, how many a minute, and how long the rest takes at that rate.
 */
public final class ConsoleProgress implements ProgressListener {
    private static final Duration TERMINAL = Duration.ofMillis(200);
    private static final Duration PLAIN = Duration.ofSeconds(15);

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private String step = "";
    private int cases;
    private int ended;
    private int worked;
    private int refused;
    private int failed;
    private long begun;
    private long drawn;
    private int width;

    ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** Progress on stderr. */
    public static ConsoleProgress onStderr() {
        return new ConsoleProgress(System.err, isTerminal("/proc/self/fd/2"), System::nanoTime);
    }

    @Override
    public synchronized void started(String name, int count) {
        step = name;
        cases = count;
        ended = 0;
        worked = 0;
        refused = 0;
        failed = 0;
        begun = nanos.getAsLong();
        drawn = begun;
        width = 0;
        if (terminal && cases > 0) {
            draw();
        }
    }

    @Override
    public synchronized void finished(EndedCase one) {
        ended++;
        worked += one.unchanged() ? 0 : 1;
        refused += one.row().status() == CaseStatus.REFUSED ? 1 : 0;
        failed += one.row().status() == CaseStatus.FAILED ? 1 : 0;
        long pause = (terminal ? TERMINAL : PLAIN).toNanos();
        if (nanos.getAsLong() - drawn >= pause) {
            draw();
        }
    }

    @Override
    public synchronized void ended() {
        if (cases > 0) {
            draw();
            if (terminal) {
                out.println();
            }
        }
    }

    @Override
    public synchronized void stopped() {
        out.println("Stopped: what is done stays done. The same command goes on from here.");
    }

    private void draw() {
        drawn = nanos.getAsLong();
        String line = line();
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
        } else {
            out.println(line);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder(step);
        line.append(": ")
                .append(ended - refused - failed)
                .append(" of ")
                .append(cases)
                .append(" done");
        line.append(refused > 0 ? ", " + refused + " refused" : "");
        line.append(failed > 0 ? ", " + failed + " failed" : "");
        double minutes = (drawn - begun) / 60e9;
        if (worked > 0 && minutes > 0) {
            // Cases that an earlier run did take no time and would flatter the rate.
            double rate = worked / minutes;
            line.append(String.format(Locale.ROOT, rate < 10 ? ", %.1f a minute" : ", %.0f a minute", rate));
            if (ended < cases) {
                long seconds = Math.round((cases - ended) / rate * 60);
                line.append(", ").append(duration(seconds)).append(" left");
            }
        }
        return line.toString();
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
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
