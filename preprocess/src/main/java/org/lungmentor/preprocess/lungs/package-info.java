/**
 * The lungs on a CT by classical means: thresholds, components and distances on a coarse copy of the scan. No weights, no
 * training; the starting point where no network is given.
 */
@NullMarked
package org.lungmentor.preprocess.lungs;

import org.jspecify.annotations.NullMarked;
