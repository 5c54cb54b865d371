package org.lungmentor.evaluate;

import java.util.Arrays;
import java.util.Locale;
import org.lungmentor.imaging.UsageException;

/** What counts as one in a table. The thesis's teacher tables fit scans, its student tables lung crops with tumour. */
public enum Unit {
    /** A scan, on its own grid. */
    SCAN,
    /** A student crop whose label has a voxel of at least 0.5, on the crop's grid. */
    LUNG_CROP;

    /** As on the command line: {@code scan}, {@code lung-crop}. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws UsageException if there is no such option */
    public static Unit of(String option) {
        return Arrays.stream(values())
                .filter(u -> u.option().equals(option))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no unit \"" + option + "\": say scan or lung-crop."));
    }
}
