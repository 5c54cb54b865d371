package org.lungmentor.train.trainer;

import java.io.PrintStream;
import java.util.Locale;

/** A training's progress as plain lines on stderr, which is an executor's log: what is said, and a line an epoch. */
public final class LoggedTraining implements TrainingListener {
    private final PrintStream out = System.err;

    @Override
    public void said(String sentence) {
        out.println(sentence);
    }

    @Override
    public void updated(int epoch, int epochs, int done, int cases, double loss, double perSecond, double left) {
        // A line an epoch is enough in a log.
    }

    @Override
    public void epochEnded(int epoch, double loss, double validationLoss, double validationDsc, boolean best) {
        out.println(line(epoch, loss, validationLoss, validationDsc, best));
    }

    /** One epoch in words. */
    public static String line(int epoch, double loss, double validationLoss, double validationDsc, boolean best) {
        String validation = Double.isNaN(validationLoss)
                ? ""
                : String.format(Locale.ROOT, ", validation loss %.4f, DSC %.2f", validationLoss, 100 * validationDsc);
        return String.format(Locale.ROOT, "epoch %d: loss %.4f%s%s", epoch, loss, validation, best ? ", best" : "");
    }
}
