package org.lungmentor.train.onednn;

import java.util.Optional;

/**
 * A way of computing a convolution. With W the weights of a {@link Kernel} (kernel size k = 1 or 3, padding (k - 1) / 2, stride s = 1
 * or 2) it has three products, each a step for tensors of given sizes, whose memory is not known yet. {@code x} is on W's input side
 * ("ins" channels, s times as large on each axis), {@code z} on its output side ("outs" channels). A convolution runs
 * {@link #apply} forwards and the other two backwards; a transposed one {@link #transpose} forwards and the other two backwards.
 * A way that cannot do a product, or not fast, says so by giving none.
 */
interface Convolver extends AutoCloseable {
    /** {@code z[o,p] = sum over i, t of W[o,i,t] x[i, s*p + t - (k-1)/2]}, outside of x 0. */
    Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z);

    /** The adjoint: {@code x[i, s*p + t - (k-1)/2] = sum over o, t of W[o,i,t] z[o,p]}. */
    Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x);

    /** Adds {@code sum over p of z[o,p] x[i, s*p + t - (k-1)/2]} to the kernel's gradient (o, i, t). */
    Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z);

    /** Frees what it keeps outside of the Java heap; steps that it made are closed before. */
    @Override
    default void close() {}
}
