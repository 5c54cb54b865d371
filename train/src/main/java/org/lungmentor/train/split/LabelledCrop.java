package org.lungmentor.train.split;

import java.util.Optional;

/**
 * One crop of a preprocessed folder, as training needs it; its voxels are not read. It has a label, drawn by hand or written by a
 * teacher, or at least a box.
 *
 * @param dataset name of the dataset that it was cut from
 * @param caseName the scan that it was cut from
 * @param name the crop's own name, the stem of its files
 * @param group the patient, or the patients tied together: never parted by a split
 * @param soft whether the label was written by a teacher
 * @param tumourVolumeMm3 volume of the case's label (>= 0.5) on the scan's grid in mm3
 * @param image path of the image
 * @param box path of the box, for the networks that see or learn it
 * @param label path of the label; empty where nobody has drawn or written one
 */
public record LabelledCrop(
        String dataset,
        String caseName,
        String name,
        String group,
        boolean soft,
        double tumourVolumeMm3,
        String image,
        Optional<String> box,
        Optional<String> label) {
    /** {@code DATASET/CASE}, as split files name it. */
    public String qualifiedCase() {
        return dataset + "/" + caseName;
    }
}
