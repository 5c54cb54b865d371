package org.lungmentor.jobs;

import java.io.Serializable;

/**
 * What became of one case in a run.
 *
 * @param row the row that now counts
 * @param unchanged whether nothing was done, because an earlier run did it and nothing has changed since
 */
public record EndedCase(LedgerRow row, boolean unchanged) implements Serializable {
    private static final long serialVersionUID = 1L;
}
