package org.lungmentor.evaluate;

import java.util.OptionalDouble;

/**
 * The figures of one prediction against its truth (thesis 3.6; method: evaluation). Empty where a figure is undefined: it is
 * left out of means.
 *
 * @param dsc 2|P and T| / (|P| + |T|) over all voxels; both empty 1, one empty 0
 * @param dscTp DSC of the true-positive components' union with the found truth components' union; empty without any
 * @param precision tp / (tp + fp)
 * @param recall found / truths
 * @param f1 harmonic mean of precision and recall
 * @param f1Thesis 2 tp / (2 tp + fp + fn), the thesis's equation 3.1
 * @param hd95Mm the larger of the two directed 95th percentiles of surface distances in mm; empty where one mask is empty
 * @param surfaceDice2mm share of both surfaces' voxels within 2 mm of the other surface
 * @param tp predicted components that overlap the truth by more than a quarter
 * @param fp the other predicted components
 * @param fn truth components that no true positive finds
 * @param found truth components that a true positive finds
 * @param truths truth components
 * @param predictionMm3 volume of the prediction in mm3
 * @param truthMm3 volume of the truth in mm3
 * @param keptMm3 volume in mm3 of the predicted components of at least 100 mm3: the only ones that count beyond DSC
 * @param truePositiveMm3 volume in mm3 of the true-positive components
 */
record CaseFigures(
        double dsc,
        OptionalDouble dscTp,
        double precision,
        double recall,
        double f1,
        double f1Thesis,
        OptionalDouble hd95Mm,
        double surfaceDice2mm,
        int tp,
        int fp,
        int fn,
        int found,
        int truths,
        double predictionMm3,
        double truthMm3,
        double keptMm3,
        double truePositiveMm3) {}
