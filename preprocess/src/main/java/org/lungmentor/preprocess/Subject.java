package org.lungmentor.preprocess;

import java.util.Optional;

/**
 * Whose crop it is: all that training needs to split and balance, copied from the dataset so that crops stand alone.
 *
 * @param dataset name of the dataset
 * @param patient what comes from one patient is never parted by a split
 * @param group patients tied together; the patient itself where nothing ties it
 * @param tumourVolumeMm3 volume of the label's voxels of at least 0.5 on the scan's own grid, of the whole case; empty without a
 *     label
 * @param labelSource who made the label; empty without one
 */
public record Subject(
        String dataset, String patient, String group, Optional<Double> tumourVolumeMm3, Optional<String> labelSource) {}
