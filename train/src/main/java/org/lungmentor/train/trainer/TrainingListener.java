package org.lungmentor.train.trainer;

/** Hears how a training goes; called by the training thread, so it should be quick. */
public interface TrainingListener {
    /** Something that the user should know, a sentence. */
    void said(String sentence);

    /**
     * An update of the weights is done.
     *
     * @param epoch, epochs this one, from 1, and how many at most
     * @param done, cases of this epoch
     * @param loss mean over the update's cases
     * @param secondsLeft until the last epoch at this rate
     */
    void updated(int epoch, int epochs, int done, int cases, double loss, double casesPerSecond, double secondsLeft);

    /**
     * An epoch is over.
     *
     * @param loss mean of the training losses
     * @param validationLoss, validationDsc means, NaN without a validation part
     * @param best whether it is the best epoch so far
     */
    void epochEnded(int epoch, double loss, double validationLoss, double validationDsc, boolean best);

    /** Says nothing. */
    static TrainingListener silent() {
        return new TrainingListener() {
            @Override
            public void said(String sentence) {}

            @Override
            public void updated(
                    int epoch, int epochs, int done, int cases, double loss, double casesPerSecond, double left) {}

            @Override
            public void epochEnded(int epoch, double loss, double validationLoss, double validationDsc, boolean best) {}
        };
    }
}
