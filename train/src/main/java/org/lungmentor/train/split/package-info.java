/**
 * Which crops train, which validate, which test: found in preprocessed folders, split by a file or drawn by patient and tumour
 * volume, and balanced so that no size of tumour is rare.
 */
@NullMarked
package org.lungmentor.train.split;

import org.jspecify.annotations.NullMarked;
