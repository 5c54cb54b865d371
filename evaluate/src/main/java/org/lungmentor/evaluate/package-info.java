/**
 * How good predicted masks are: figures of one mask against its truth, voxel by voxel, tumour by tumour and surface by surface
 * ({@code MaskComparison}), for each case as it is, post-processed, and of its box; and the means over cases, datasets and both
 * that the thesis prints, as tables for people, CSV and Parquet. What is undefined is left out of a mean and said so; what
 * could not be judged has a line with its reason.
 */
@NullMarked
package org.lungmentor.evaluate;

import org.jspecify.annotations.NullMarked;
