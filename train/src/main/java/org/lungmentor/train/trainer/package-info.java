/**
 * Training on one machine: crops are read ahead and augmented, gradients accumulated, the best and the last model kept, and a
 * run that was stopped goes on where it was.
 */
@NullMarked
package org.lungmentor.train.trainer;

import org.jspecify.annotations.NullMarked;
