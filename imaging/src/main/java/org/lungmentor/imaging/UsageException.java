package org.lungmentor.imaging;

/**
 * The call is wrong, or its input as a whole: the command ends with exit status 2 and this sentence, without a stack trace.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence what was found, where, what to do */
    public UsageException(String sentence) {
        super(sentence);
    }

    /** As the other, with what was caught. */
    public UsageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
