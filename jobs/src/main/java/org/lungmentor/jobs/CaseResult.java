package org.lungmentor.jobs;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a processor found, for the ledger.
 *
 * @param figures numbers by name, units in the name ({@code tumourVolumeMm3})
 * @param notes short texts by name, for what a user should know though the case is done
 */
public record CaseResult(SortedMap<String, Double> figures, SortedMap<String, String> notes) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Copies both maps. */
    public CaseResult {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /** Figures and notes in any kind of map. */
    public static CaseResult of(Map<String, Double> figures, Map<String, String> notes) {
        return new CaseResult(new TreeMap<>(figures), new TreeMap<>(notes));
    }
}
