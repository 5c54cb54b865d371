package org.lungmentor.jobs;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress for people: how many cases are done, refused and failed, how many a minute, and how long the rest takes at that
 * rate.
 */
public final class ConsoleProgress implements ProgressListener {
    private final ConsoleLine line;
    private final LongSupplier nanos;
    private String step = "";
    private int cases;
    private int ended;
    private int worked;
    private int refused;
    private int failed;
    private long begun;

    ConsoleProgress(ConsoleLine line, LongSupplier nanos) {
        this.line = line;
        this.nanos = nanos;
    }

    /** Progress on stderr. */
    public static ConsoleProgress onStderr() {
        return new ConsoleProgress(ConsoleLine.onStderr(), System::nanoTime);
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
        if (cases > 0) {
            line.begin(this::text);
        }
    }

    @Override
    public synchronized void finished(EndedCase one) {
        ended++;
        worked += one.unchanged() ? 0 : 1;
        refused += one.row().status() == CaseStatus.REFUSED ? 1 : 0;
        failed += one.row().status() == CaseStatus.FAILED ? 1 : 0;
        line.offer(this::text);
    }

    @Override
    public synchronized void ended() {
        if (cases > 0) {
            line.end(text());
        }
    }

    @Override
    public synchronized void stopped() {
        line.say("Stopped: what is done stays done. The same command goes on from here.");
    }

    private String text() {
        StringBuilder text = new StringBuilder(step);
        text.append(": ")
                .append(ended - refused - failed)
                .append(" of ")
                .append(cases)
                .append(" done");
        text.append(refused > 0 ? ", " + refused + " refused" : "");
        text.append(failed > 0 ? ", " + failed + " failed" : "");
        double minutes = (nanos.getAsLong() - begun) / 60e9;
        if (worked > 0 && minutes > 0) {
            // Cases that an earlier run did take no time and would flatter the rate.
            double rate = worked / minutes;
            text.append(String.format(Locale.ROOT, rate < 10 ? ", %.1f a minute" : ", %.0f a minute", rate));
            if (ended < cases) {
                text.append(", ")
                        .append(ConsoleLine.duration((cases - ended) / rate * 60))
                        .append(" left");
            }
        }
        return text.toString();
    }
}
