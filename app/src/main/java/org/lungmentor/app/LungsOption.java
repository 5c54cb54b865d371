package org.lungmentor.app;

import java.io.IOException;
import org.lungmentor.expand.LungSource;
import org.lungmentor.jobs.Storage;
import picocli.CommandLine.Option;

/** Where a student's lungs come from: the same for its training crops and for new scans. */
final class LungsOption {
    private static final String CLASSICAL = "classical";
    private static final String R231 = "r231:";

    @Option(
            names = "--lungs",
            paramLabel = "classical|r231:FILE|DIR",
            defaultValue = CLASSICAL,
            description =
                    "How a student's lungs are found: classical; r231:FILE, by the network R231 with lungmask's weights"
                            + " FILE (.pth); or a folder of maps CASE.nii.gz: 0, 1 right lung, 2 left lung. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String lungs = CLASSICAL;

    /**
     * @param storage where files lie
     * @param threads of the network, where it is one; 0: one a processor
     */
    LungSource source(Storage storage, int threads) throws IOException {
        if (lungs.startsWith(R231)) {
            return LungSource.r231(storage, lungs.substring(R231.length()), threads);
        }
        return lungs.equals(CLASSICAL) ? LungSource.classical() : LungSource.given(lungs);
    }
}
