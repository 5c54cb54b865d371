package org.lungmentor.jobs;

import java.util.Locale;

/** How an attempt at a case ended. */
public enum CaseStatus {
    /** Its outputs are in place. */
    DONE,
    /** It cannot be used; the row's reason says why. Not read again while inputs and settings stay the same. */
    REFUSED,
    /** Storage, memory or our own code failed; the next run tries again. */
    FAILED,
    /** It never was a candidate: counted, no influence on the exit status. */
    SKIPPED;

    /** As it stands in ledgers: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The inverse of {@link #code()}. */
    static CaseStatus ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
