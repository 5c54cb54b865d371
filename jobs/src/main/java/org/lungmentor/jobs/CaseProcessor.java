package org.lungmentor.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.util.SortedMap;

/**
 * A plain function over one case: reads its inputs, writes its outputs, says what it found. Its fields are its settings; it
 * knows nothing of Spark, and a test calls it without any.
 */
public interface CaseProcessor extends Serializable {
    /** Raised whenever the same inputs and settings give other outputs than before: what was done by older code is redone. */
    int version();

    /** All that changes the outputs besides inputs and version, as text: hashed into the ledger. */
    SortedMap<String, String> settings();

    /**
     * @throws org.lungmentor.imaging.CaseRefused if the case cannot be used: a ledger row, the others go on
     * @throws IOException if storage fails: the case has failed and is tried again by the next run
     */
    CaseResult process(Case one, CaseFiles files) throws IOException;
}
