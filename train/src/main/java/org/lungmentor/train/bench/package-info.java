/** Times a network's step as {@code bench/torch_unet.py} times PyTorch's, to be set beside it. */
@NullMarked
package org.lungmentor.train.bench;

import org.jspecify.annotations.NullMarked;
