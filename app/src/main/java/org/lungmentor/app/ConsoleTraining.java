package org.lungmentor.app;

import java.util.Locale;
import org.lungmentor.jobs.ConsoleLine;
import org.lungmentor.train.trainer.LoggedTraining;
import org.lungmentor.train.trainer.TrainingListener;

/** A training's progress for people: a line that moves on, and one that stays for every epoch. */
final class ConsoleTraining implements TrainingListener {
    private final ConsoleLine line = ConsoleLine.onStderr();

    @Override
    public void said(String sentence) {
        line.say(sentence);
    }

    @Override
    public void updated(int epoch, int epochs, int done, int cases, double loss, double perSecond, double left) {
        line.offer(() -> String.format(
                Locale.ROOT,
                "train: epoch %d of %d, case %d of %d, loss %.4f, %.2f cases/s, %s left",
                epoch,
                epochs,
                done,
                cases,
                loss,
                perSecond,
                ConsoleLine.duration(left)));
    }

    @Override
    public void epochEnded(int epoch, double loss, double validationLoss, double validationDsc, boolean best) {
        line.say(LoggedTraining.line(epoch, loss, validationLoss, validationDsc, best));
    }
}
