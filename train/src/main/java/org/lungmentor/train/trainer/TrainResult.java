package org.lungmentor.train.trainer;

import java.io.Serializable;

/**
 * How a run ended.
 *
 * @param epochs that were trained
 * @param updates of the weights
 * @param bestEpoch whose model is model_best.zip
 * @param loss mean training loss of the last epoch
 * @param validationLoss, validationDsc of the last epoch, NaN without a validation part
 * @param why it ended, a sentence
 * @param seconds of training, over all starts
 */
public record TrainResult(
        int epochs,
        int updates,
        int bestEpoch,
        double loss,
        double validationLoss,
        double validationDsc,
        String why,
        double seconds)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
