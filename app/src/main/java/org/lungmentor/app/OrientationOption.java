package org.lungmentor.app;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Left and right of NIfTI files that do not say. */
final class OrientationOption {
    @Option(
            names = "--assume-orientation",
            paramLabel = "CODES",
            description = "For NIfTI files that say nothing of left and right: where their axes point to, as in LAS."
                    + " Without it they are refused.")
    private Optional<String> codes = Optional.empty();

    Optional<String> codes() {
        return codes;
    }
}
