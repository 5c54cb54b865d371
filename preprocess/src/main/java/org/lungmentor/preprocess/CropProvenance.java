package org.lungmentor.preprocess;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.lungmentor.jobs.Case;

/**
 * Where all crops of a dataset come from, as processors carry it.
 *
 * @param dataset name of the dataset
 * @param labelSource where its labels come from; empty if it has none
 * @param assumedOrientation letters as {@code LAS} for files that say nothing of left and right; empty: refuse them
 * @param software version to name in the references
 */
record CropProvenance(String dataset, String labelSource, String assumedOrientation, String software)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    Subject subject(Case one, Scan scan) {
        Optional<String> source =
                scan.label().isPresent() && !labelSource.isEmpty() ? Optional.of(labelSource) : Optional.empty();
        return new Subject(dataset, one.patient(), one.group(), scan.label().map(Label::tumourVolumeMm3), source);
    }

    /** All of it that changes outputs; not the version, whose processors count their own. */
    void putInto(Map<String, String> settings) {
        settings.put("dataset", dataset);
        settings.put("labelSource", labelSource);
        settings.put("assumedOrientation", assumedOrientation);
    }
}
