package org.lungmentor.train.onednn;

import java.util.Optional;

/**
 * Convolution as a matrix product over gathered columns (Chellapilla et al. 2006), for what oneDNN's direct convolution has no kernel
 * for: weight gradients of very few voxels, and on processors without AVX-512 all weight gradients and the transposed product with
 * stride 2. Products that the direct one always has are left to it.
 */
final class ColumnConvolver implements Convolver {
    private final OneDnn dnn;

    ColumnConvolver(OneDnn dnn) {
        this.dnn = dnn;
    }

    @Override
    public Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z) {
        return Optional.empty();
    }

    @Override
    public Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x) {
        return Optional.of(new ColumnTranspose(dnn, kernel, stride, z, x));
    }

    @Override
    public Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z) {
        return Optional.of(new ColumnCorrelate(dnn, kernel, stride, x, z));
    }
}
