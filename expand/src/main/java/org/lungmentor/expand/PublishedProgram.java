package org.lungmentor.expand;

import java.util.Locale;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.train.Network;
import org.lungmentor.train.weights.ImportRecipe;

/** Programs whose published weights can be imported with all that they do before the network. */
public enum PublishedProgram {
    /**
     * LungTumorMask, the method's own program (VemundFredriksen/LungTumorMask): a student on volumes in x, y, z order. It clips
     * to [-1024, 1000] HU, subtracts the mean of the whole image, divides by its standard deviation, cuts the box of each lung without a margin,
     * resamples to 1 x 1 x 1.5 mm and pads to multiples of 16 on both sides: our student's crops. What differs is not in the settings:
     * it takes a file's axes as they are stored, and it loses the first row and column and the last slice of each lung.
     */
    LUNGTUMORMASK;

    /** How it is called at the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UsageException if there is no such program */
    public static PublishedProgram of(String label) {
        for (PublishedProgram program : values()) {
            if (program.label().equals(label)) {
                return program;
            }
        }
        throw new UsageException("--recipe " + label + " is not known: give lungtumormask, or leave it out.");
    }

    /**
     * What its weights were trained on.
     *
     * @throws UsageException if it has no such network
     */
    public ImportRecipe recipe(Network network) {
        if (!network.student()) {
            throw new UsageException("LungTumorMask's weights are a student's, and a " + network.label()
                    + " is none: import them as dc-student, or leave out --recipe.");
        }
        return new ImportRecipe(label(), true, PreprocessJob.studentSettings(0));
    }
}
