package org.lungmentor.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lungmentor.train.trainer.LoggedTraining;
import org.lungmentor.train.trainer.TrainingListener;

/**
 * A training's progress for people: on a terminal one line that is drawn over itself, with a line that stays for every epoch;
 * elsewhere lines alone.
 */
final class ConsoleTraining implements TrainingListener {
    private static final long TERMINAL = 200_000_000L;
    private static final long PLAIN = 15_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long drawn = System.nanoTime();
    private int width;

    private ConsoleTraining(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Progress on stderr. */
    static ConsoleTraining onStderr() {
        return new ConsoleTraining(System.err, isTerminal());
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void said(String sentence) {
        line(sentence);
    }

    @Override
    public void updated(int epoch, int epochs, int done, int cases, double loss, double perSecond, double left) {
        if (System.nanoTime() - drawn < (terminal ? TERMINAL : PLAIN)) {
            return;
        }
        drawn = System.nanoTime();
        String text = String.format(
                Locale.ROOT,
                "train: epoch %d of %d, case %d of %d, loss %.4f, %.2f cases/s, %s left",
                epoch,
                epochs,
                done,
                cases,
                loss,
                perSecond,
                duration(left));
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            out.flush();
            width = text.length();
        } else {
            out.println(text);
        }
    }

    @Override
    public void epochEnded(int epoch, double loss, double validationLoss, double validationDsc, boolean best) {
        line(LoggedTraining.line(epoch, loss, validationLoss, validationDsc, best));
    }

    private void line(String text) {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
        out.println(text);
    }

    private static String duration(double seconds) {
        long minutes = Math.round(seconds / 60);
        if (seconds < 60) {
            return Math.round(seconds) + " s";
        }
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
