package org.lungmentor.evaluate;

import java.util.OptionalDouble;

/**
 * One figure over the cases of a dataset: a line in {@code tables.csv}.
 *
 * @param model what was judged: the predictions' name, or {@code box}
 * @param post whether predictions were reduced to their largest component
 * @param dataset the dataset's name; {@code both} (or {@code all}, of more than two) for all together
 * @param cases how many cases were judged
 * @param figure which figure
 * @param over mean and SD over the cases that define it
 * @param pooled the figure from counts summed over the cases first, where there is such a thing
 */
public record TableCell(
        String model, boolean post, String dataset, int cases, Figure figure, MeanSd over, OptionalDouble pooled) {}
