package org.lungmentor.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a machine had too little of. Java, Hadoop and JavaCPP have no common types for these failures, and Spark keeps the text
 * alone of what its tasks throw, so texts are looked at.
 */
public enum Exhausted {
    /** A disk, or a user's quota of one. */
    DISK,
    /** The Java heap. */
    HEAP,
    /** Memory outside the Java heap, where networks are computed. */
    NATIVE_MEMORY;

    /** What the failure, or the first of its causes that tells, comes from; empty if from something else. */
    public static Optional<Exhausted> causeOf(Throwable failure) {
        List<Throwable> seen = new ArrayList<>();
        for (Throwable one = failure; one != null && !seen.contains(one); one = one.getCause()) {
            seen.add(one);
            Optional<Exhausted> found = in(one.toString());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Exhausted> in(String text) {
        if (text.contains("No space left on device")
                || text.contains("Disk quota exceeded")
                || text.contains("QuotaExceededException")) {
            return Optional.of(DISK);
        }
        if (!text.contains(OutOfMemoryError.class.getName())) {
            return Optional.empty();
        }
        // JavaCPP's own, "Physical memory usage is too high: physicalBytes (...) > maxPhysicalBytes (...)" and the like
        return Optional.of(text.contains("physicalBytes") || text.contains("maxBytes") ? NATIVE_MEMORY : HEAP);
    }
}
