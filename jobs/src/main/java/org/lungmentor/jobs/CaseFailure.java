package org.lungmentor.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.lungmentor.imaging.UsageException;

/** What the ledger says of a case that failed for another reason than the case itself. */
final class CaseFailure {
    private static final int DEEPEST = 10;

    private CaseFailure() {}

    static String sentence(Throwable failure) {
        if (isFullDisk(failure)) {
            return "The disk or quota at the output is full: make room and start again, what is done stays done.";
        }
        if (failure instanceof OutOfMemoryError) {
            return "Out of memory: give the executors more, or run fewer tasks at a time on each.";
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

    private static boolean isFullDisk(Throwable failure) {
        Throwable one = failure;
        for (int depth = 0; one != null && depth < DEEPEST; depth++) {
            String text = String.valueOf(one.getMessage());
            boolean quota = one.getClass().getSimpleName().endsWith("QuotaExceededException");
            if (quota || text.contains("No space left on device") || text.contains("Disk quota exceeded")) {
                return true;
            }
            one = one.getCause();
        }
        return false;
    }
}
