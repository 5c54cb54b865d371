package org.lungmentor.jobs;

/** Another run works on the same output and step: the command ends with {@link ExitStatus#LOCKED} and this sentence. */
public final class RunLocked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence who holds the lock, since when, what to do */
    public RunLocked(String sentence) {
        super(sentence);
    }
}
