/**
 * Phantoms: chests with tumours made by arithmetic, written as real DICOM series, structure sets and box annotations in the
 * layouts of public collections. No patient is behind them; everything follows from a seed.
 */
@NullMarked
package org.lungmentor.dicom.phantom;

import org.jspecify.annotations.NullMarked;
