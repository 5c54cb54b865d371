package org.lungmentor.train.onednn;

/**
 * Where the weights of a {@link Kernel} lie in the flat parameters: weight (o, i, tap) of the kernel is the parameter at
 * {@code offset + outs[o] * outStride + ins[i] * inStride + tap}; where {@code outs[o]} or {@code ins[i]} is -1 this source has
 * nothing.
 */
record WeightSource(int offset, int outStride, int inStride, int[] outs, int[] ins) {}
