package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lungmentor.train.Precision;

/** Of several ways of convolving, the first that can do a product. */
record FirstThatCan(List<Convolver> ways) implements Convolver {
    /** All ways that a processor has, the fastest first. Winograd's products stay float32: as fast as direct ones in bfloat16, and exact. */
    static FirstThatCan of(OneDnn dnn, Precision precision, WinogradConvolver.Rule rule) {
        List<Convolver> ways = new ArrayList<>();
        ways.add(new WinogradConvolver(dnn, rule));
        if (precision == Precision.BFLOAT16) {
            ways.add(new RoundedConvolver(dnn));
        }
        ways.add(new DirectConvolver(dnn));
        ways.add(new ColumnConvolver(dnn));
        return new FirstThatCan(List.copyOf(ways));
    }

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

    @Override
    public void close() {
        ways.forEach(Convolver::close);
    }

    private Optional<Step> first(Function<Convolver, Optional<Step>> product) {
        return ways.stream().flatMap(way -> product.apply(way).stream()).findFirst();
    }
}
