package org.lungmentor.train.trainer;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.Network;

/**
 * How a network is trained; what decides its weights, whatever machine computes them.
 *
 * @param network which of the four
 * @param filters one a level, top level first
 * @param epochs at most so many
 * @param learningRate of Adam
 * @param accumulate cases whose gradients are averaged for one update
 * @param seed of the initial weights, the order of cases, the augmentation and a drawn split
 * @param flip probability of a flip for each axis, and of a turn for each plane that may turn
 * @param turns which planes may turn
 * @param best what the best model is best at on the validation part
 * @param patience epochs without a better one until the student's learning rate falls, or training stops
 * @param maxRepeat how often a case may occur in an epoch, to balance tumour volumes; 1: no balancing
 * @param softWeight what soft labels count beside strong ones
 */
public record TrainSettings(
        Network network,
        int[] filters,
        int epochs,
        double learningRate,
        int accumulate,
        long seed,
        double flip,
        Turns turns,
        Best best,
        int patience,
        int maxRepeat,
        SoftWeight softWeight)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Which planes a crop may be turned in, by quarter turns. */
    public enum Turns {
        /** None. */
        NONE,
        /** Within axial slices: lung crops are 1.5 mm along z and no cubes. */
        AXIAL,
        /** All three. */
        ALL
    }

    /** What is compared after each epoch. */
    public enum Best {
        /** Lowest mean Dice loss on raw outputs. */
        LOSS,
        /** Highest mean DSC of the mask at 0.5. */
        DSC
    }

    /**
     * Checks the numbers.
     *
     * @throws UsageException if one makes no sense; says which
     */
    public TrainSettings {
        filters = filters.clone();
        require(
                filters.length == network.filters().length,
                "--filters needs " + network.filters().length + " numbers for a " + network.label() + ", not "
                        + filters.length);
        require(Arrays.stream(filters).allMatch(f -> f >= 1 && f <= 1 << 14), "--filters are numbers from 1");
        require(epochs >= 1, "--epochs " + epochs + " is less than one");
        require(learningRate > 0 && learningRate < 1, "--learning-rate " + learningRate + " is not between 0 and 1");
        require(accumulate >= 1, "--accumulate " + accumulate + " is less than one case");
        require(flip >= 0 && flip <= 1, "--flip " + flip + " is no probability");
        require(patience >= 1, "--patience " + patience + " is less than one epoch");
        require(maxRepeat >= 1, "--max-repeat " + maxRepeat + " is less than one");
    }

    private static void require(boolean good, String sentence) {
        if (!good) {
            throw new UsageException(sentence + ".");
        }
    }

    /** The method's settings for a network (thesis, sections 3.4.2 and 3.4.3). */
    public static TrainSettings of(Network network) {
        return network.student()
                ? new TrainSettings(
                        network, network.filters(), 200, 3e-4, 8, 0, 0.1, Turns.AXIAL, Best.DSC, 10, 3, SoftWeight.FULL)
                : new TrainSettings(
                        network,
                        network.filters(),
                        200,
                        1e-4,
                        8,
                        0,
                        0.25,
                        Turns.ALL,
                        Best.LOSS,
                        20,
                        3,
                        SoftWeight.FULL);
    }

    /**
     * The learning rate that a student falls to once, when its DSC has not risen for {@link #patience} epochs: a third, which is
     * 1e-4 after 3e-4.
     */
    double loweredRate() {
        return learningRate / 3;
    }

    /** A line a setting, as config.yaml has them. */
    String yaml() {
        return "network: " + network.label()
                + "\nfilters: ["
                + Arrays.stream(filters).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + "]\nlearning-rate: " + learningRate
                + "\naccumulate: " + accumulate
                + "\nseed: " + seed
                + "\nflip: " + flip
                + "\nturns: " + turns.name().toLowerCase(Locale.ROOT)
                + "\nbest: " + best.name().toLowerCase(Locale.ROOT)
                + "\npatience: " + patience
                + "\nmax-repeat: " + maxRepeat
                + "\nsoft-weight: " + softWeight
                + "\n";
    }
}
