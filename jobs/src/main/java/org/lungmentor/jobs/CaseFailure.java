package org.lungmentor.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungmentor.imaging.UsageException;

/** What the ledger says of a case that failed for another reason than the case itself. */
final class CaseFailure {
    private CaseFailure() {}

    /** As the other, with the case's files called by their roles: a path may name a person, and the ledger keeps none. */
    static String sentence(Throwable failure, Case one) {
        String sentence = sentence(failure);
        for (Map.Entry<String, List<String>> role : one.inputs().entrySet()) {
            List<String> paths = role.getValue();
            for (int i = 0; i < paths.size(); i++) {
                String called = role.getKey() + " file " + (i + 1) + " of " + paths.size();
                String path = paths.get(i);
                sentence = sentence.replace(path, called).replace(path.replaceFirst("^[a-z0-9]+:/*", "/"), called);
            }
        }
        return sentence;
    }

    static String sentence(Throwable failure) {
        Optional<Exhausted> exhausted = Exhausted.causeOf(failure);
        if (exhausted.isPresent()) {
            return switch (exhausted.get()) {
                case DISK ->
                    "The disk or quota at the output is full: make room and start again, what is done stays done.";
                case HEAP ->
                    "The Java heap is too small: give the executors more (spark.executor.memory), or run fewer"
                            + " tasks at a time on each.";
                case NATIVE_MEMORY ->
                    "Memory outside the Java heap is used up: raise spark.executor.memoryOverhead, or run"
                            + " fewer tasks at a time on each executor.";
            };
        }
        if (failure instanceof UsageException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "A file is gone: " + failure.getMessage() + ".";
        }
        if (failure instanceof IOException) {
            return "Reading or writing failed: " + failure.getMessage() + " ("
                    + failure.getClass().getSimpleName() + ").";
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "A defect of this software: " + failure + (trace.length == 0 ? "" : " at " + trace[0]) + ".";
    }
}
