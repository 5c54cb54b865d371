package org.lungmentor.app;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Exhausted;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.RunLocked;

/**
 * What was thrown, as the user meets it.
 *
 * @param status the exit status
 * @param sentence what was found, where, what to do
 */
record Failure(int status, String sentence) {
    /** The first cause that we have a word for decides; Spark wraps what its tasks throw, sometimes as text alone. */
    static Failure of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            if (cause instanceof UsageException || cause instanceof CaseRefused) {
                return new Failure(ExitStatus.USAGE, text(cause));
            }
            if (cause instanceof RunLocked) {
                return new Failure(ExitStatus.LOCKED, text(cause));
            }
        }
        Optional<Exhausted> exhausted = Exhausted.causeOf(thrown);
        if (exhausted.isPresent()) {
            return new Failure(ExitStatus.DEFECT, sentence(exhausted.get(), causes));
        }
        Throwable root = causes.get(causes.size() - 1);
        if (root instanceof NoSuchFileException || root instanceof FileNotFoundException) {
            return new Failure(
                    ExitStatus.DEFECT,
                    "a file is not there, or not any more: " + text(root) + ". Start again when it is.");
        }
        if (root instanceof AccessDeniedException) {
            return new Failure(
                    ExitStatus.DEFECT,
                    text(root)
                            + " may not be read or written by this user: mend its permissions, or name another folder.");
        }
        return new Failure(ExitStatus.DEFECT, describe(root));
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable at = thrown; at != null && !causes.contains(at); at = at.getCause()) {
            causes.add(at);
        }
        return causes;
    }

    private static String sentence(Exhausted what, List<Throwable> causes) {
        return switch (what) {
            case DISK ->
                "the disk is full: make room and start the same command again, it goes on where it stopped. "
                        + text(causes.get(causes.size() - 1));
            case HEAP ->
                "the Java heap is too small for this: set LUNGMENTOR_HEAP higher (as in LUNGMENTOR_HEAP=8g), or run"
                        + " fewer tasks at once (--master 'local[1]').";
            case NATIVE_MEMORY ->
                "this machine has too little memory beside the Java heap for the network: set"
                        + " LUNGMENTOR_HEAP lower (as in LUNGMENTOR_HEAP=2g), or take smaller crops or fewer --filters.";
        };
    }

    private static String describe(Throwable root) {
        boolean sayKind = root instanceof RuntimeException
                || root instanceof Error
                || root instanceof FileSystemException
                || root.getMessage() == null;
        return sayKind ? root.getClass().getSimpleName() + ": " + text(root) : text(root);
    }

    /** The first line: what Spark appends is the executor's stack trace. */
    private static String text(Throwable thrown) {
        String message = Optional.ofNullable(thrown.getMessage()).orElse("no further word");
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
