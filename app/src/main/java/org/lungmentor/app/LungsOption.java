package org.lungmentor.app;

import org.lungmentor.expand.LungSource;
import org.lungmentor.imaging.UsageException;
import picocli.CommandLine.Option;

/** Where a student's lungs come from: the same for its training crops and for new scans. */
final class LungsOption {
    private static final String CLASSICAL = "classical";

    @Option(
            names = "--lungs",
            paramLabel = "classical|DIR",
            defaultValue = CLASSICAL,
            description =
                    "How a student's lungs are found, or a folder of maps CASE.nii.gz: 0, 1 right lung, 2 left lung."
                            + " Default: ${DEFAULT-VALUE}.")
    private String lungs = CLASSICAL;

    LungSource source() {
        if (lungs.startsWith("r231:")) {
            throw new UsageException("--lungs " + lungs
                    + " is not known to this version: give classical, or a folder of" + " maps that lungmask made.");
        }
        return lungs.equals(CLASSICAL) ? LungSource.classical() : LungSource.given(lungs);
    }
}
