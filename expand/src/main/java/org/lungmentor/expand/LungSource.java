package org.lungmentor.expand;

import java.io.IOException;
import java.util.Optional;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.GivenLungs;
import org.lungmentor.preprocess.LungFinder;
import org.lungmentor.preprocess.lungs.ClassicalLungs;

/**
 * Where a student's lungs come from.
 *
 * @param finder finds those of scans without a map
 * @param maps folder of {@code CASE.nii.gz}, 0, 1 right lung, 2 left lung; empty: none
 */
public record LungSource(LungFinder finder, Optional<String> maps) {
    /** By classical means. */
    public static LungSource classical() {
        return new LungSource(new ClassicalLungs(), Optional.empty());
    }

    /**
     * By R231.
     *
     * @param file lungmask's weights, any Hadoop path
     * @param threads 0: one a processor
     * @throws org.lungmentor.imaging.UsageException if the file is not there, or not R231
     */
    public static LungSource r231(Storage storage, String file, int threads) throws IOException {
        return new LungSource(R231Lungs.open(storage, file, threads), Optional.empty());
    }

    /** From a folder alone: a scan without a map is refused. */
    public static LungSource given(String folder) {
        return new LungSource(new GivenLungs(), Optional.of(folder));
    }
}
