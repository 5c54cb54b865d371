/**
 * Weights from PyTorch and for others: state_dicts are read as data, by a reader that knows tensors and nothing else and never
 * runs what a file names; safetensors are written.
 */
@NullMarked
package org.lungmentor.train.weights;

import org.jspecify.annotations.NullMarked;
