package org.lungmentor.train.onednn;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Of several ways of convolving, the first that can do a product. */
record FirstThatCan(List<Convolver> ways) implements Convolver {
    @Override
    public Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z) {
        return first(way -> way.apply(kernel, stride, x, z));
    }

    @Override
    public Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x) {
        return first(way -> way.transpose(kernel, stride, z, x));
    }

    @Override
    public Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z) {
        return first(way -> way.correlate(kernel, stride, x, z));
    }

    private Optional<Step> first(Function<Convolver, Optional<Step>> product) {
        return ways.stream().flatMap(way -> product.apply(way).stream()).findFirst();
    }
}
