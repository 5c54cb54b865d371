package org.lungmentor.app;

import java.util.Optional;
import org.lungmentor.imaging.Rescale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What may have to be said of NIfTI files that are no dataset's. */
final class NiftiOptions {
    @Option(
            names = "--rescale",
            paramLabel = "SLOPE,INTERCEPT",
            description = "Makes Hounsfield units of a NIfTI file's values: 1,-1024 for scans stored as 0 to 4095."
                    + " Without it values are Hounsfield units.")
    private Optional<String> rescale = Optional.empty();

    @Mixin
    private OrientationOption orientation = new OrientationOption();

    Rescale rescale() {
        return rescale.map(Rescale::parse).orElse(Rescale.NONE);
    }

    Optional<String> assumedOrientation() {
        return orientation.codes();
    }
}
