package org.lungmentor.imaging;

/**
 * One case cannot be used, and why. It never stops the other cases: the job writes it into the ledger and goes on.
 */
public final class CaseRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * @param reason the stable code
     * @param sentence what was found, where, what to do: one or two sentences, no patient's name or other identity
     */
    public CaseRefused(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    /** As the other, with what was caught. */
    public CaseRefused(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    /** The stable code. */
    public Reason reason() {
        return reason;
    }

    /** What was found, where, what to do. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
