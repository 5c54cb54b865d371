package org.lungmentor.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.lungmentor.imaging.UsageException;

/** A {@code --cases} file: one name a line. */
final class CaseFile {
    private CaseFile() {}

    /**
     * The names in the file; empty, without a file: all cases.
     *
     * @throws UsageException if the file cannot be read or names nothing
     */
    static Optional<Set<String>> read(Optional<Path> given) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Path file = given.get();
        try {
            Set<String> names = new LinkedHashSet<>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    names.add(line.strip());
                }
            }
            if (names.isEmpty()) {
                throw new UsageException("The file of cases " + file + " names none: one case a line.");
            }
            return Optional.of(names);
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no file of cases " + file + ": check --cases, it is a local file.", e);
        } catch (IOException e) {
            throw new UsageException("The file of cases " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
