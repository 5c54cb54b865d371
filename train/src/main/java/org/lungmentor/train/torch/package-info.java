/** The engine {@code torch}: libtorch with autograd, on NVIDIA GPUs of any generation and on the CPU. */
@NullMarked
package org.lungmentor.train.torch;

import org.jspecify.annotations.NullMarked;
