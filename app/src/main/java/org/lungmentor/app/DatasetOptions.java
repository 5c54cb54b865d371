package org.lungmentor.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.ingest.CaseOutputs;
import org.lungmentor.ingest.Pseudonyms;
import picocli.CommandLine.Option;

/** What a dataset is to hold beside images and labels. */
final class DatasetOptions {
    @Option(
            names = "--box-per-tumour",
            description =
                    "Draws a box about each connected tumour of a slice. Default: one box a slice, about all of them.")
    private boolean boxPerTumour;

    @Option(
            names = "--preview",
            description =
                    "Draws a picture a case, Previews/CASE.png: three planes through the tumour, box and label outlined.")
    private boolean preview;

    CaseOutputs outputs() {
        return new CaseOutputs(boxPerTumour, preview);
    }

    /** For sources that name patients. */
    static final class Names {
        @Option(
                names = "--pseudonym-key",
                paramLabel = "FILE",
                description =
                        "Patients and UIDs become keyed hashes (HMAC-SHA-256) of FILE's bytes, the same wherever FILE is the"
                                + " same. Keep it: without it nobody finds back.")
        private Optional<Path> key = Optional.empty();

        Pseudonyms pseudonyms() throws IOException {
            if (key.isEmpty()) {
                return Pseudonyms.NONE;
            }
            try {
                return Pseudonyms.of(Files.newInputStream(key.get()));
            } catch (NoSuchFileException e) {
                throw new UsageException(
                        "There is no file " + key.get() + ": make a key with 'head -c 32 /dev/urandom > FILE'.", e);
            }
        }
    }
}
