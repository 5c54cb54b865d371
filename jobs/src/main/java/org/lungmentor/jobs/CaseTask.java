package org.lungmentor.jobs;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to an executor of one case.
 *
 * @param one the case
 * @param before the row that counted before this run, null if there is none; see {@link #previous()}
 */
record CaseTask(Case one, @Nullable LedgerRow before) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The row that counted before this run. */
    Optional<LedgerRow> previous() {
        return Optional.ofNullable(before);
    }
}
