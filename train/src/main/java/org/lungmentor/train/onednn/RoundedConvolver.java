package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * oneDNN's direct convolution with factors in bfloat16: what a product reads is rounded right before it, sums and results are float32. For
 * processors that multiply bfloat16 (AVX-512 with bf16), and for tensors in blocks: a network's own input keeps its float32.
 */
final class RoundedConvolver implements Convolver {
    private final OneDnn dnn;
    private final RoundedWeights.Store weights;

    RoundedConvolver(OneDnn dnn) {
        this.dnn = dnn;
        weights = new RoundedWeights.Store(dnn);
    }

    @Override
    public Optional<Step> apply(Kernel kernel, int stride, Tensor x, Tensor z) {
        return x.blocked()
                ? step(
                        List.of(x),
                        z.blocks(),
                        0,
                        List.of(x.region(), z.region()),
                        (rounded, first, count) ->
                                new RoundedApplyPart(dnn, weights, kernel, stride, rounded.get(0), z, first, count))
                : Optional.empty();
    }

    @Override
    public Optional<Step> transpose(Kernel kernel, int stride, Tensor z, Tensor x) {
        return x.blocked()
                ? step(
                        List.of(z),
                        x.blocks(),
                        0,
                        List.of(x.region(), z.region()),
                        (rounded, first, count) ->
                                new RoundedTransposePart(dnn, weights, kernel, stride, rounded.get(0), x, first, count))
                : Optional.empty();
    }

    @Override
    public Optional<Step> correlate(Kernel kernel, int stride, Tensor x, Tensor z) {
        return x.blocked() && !wrong(kernel, stride, z)
                ? step(
                        List.of(x, z),
                        z.blocks(),
                        kernel.bytesOfBlock(),
                        List.of(x.region(), z.region()),
                        (rounded, first, count) ->
                                new CorrelatePart(dnn, kernel, stride, rounded.get(0), rounded.get(1), first, count))
                : Optional.empty();
    }

    /** oneDNN 3.8.1 gets this weight gradient wrong, for every height and width: found by comparing all small volumes with float32. */
    private static boolean wrong(Kernel kernel, int stride, Tensor z) {
        return kernel.size() == 3 && stride == 1 && z.extent().depth() == 2;
    }

    @Override
    public void close() {
        weights.close();
    }

    private interface Maker {
        DirectPart make(List<Operand> rounded, int firstBlock, int blocks);
    }

    /** Rounds the factors and then runs the product's parts. */
    private Optional<Step> step(
            List<Tensor> factors, int blocks, long scratchOfBlock, List<Region> tensors, Maker maker) {
        List<Operand> rounded = factors.stream().map(Operand::roomFor).toList();
        return DirectParts.of(dnn, blocks, scratchOfBlock, (first, count) -> maker.make(rounded, first, count))
                .map(product -> {
                    List<DirectPart> rounding = new ArrayList<>();
                    List<Region> touched = new ArrayList<>(tensors);
                    for (int i = 0; i < factors.size(); i++) {
                        Tensor from = factors.get(i);
                        Operand to = rounded.get(i);
                        touched.add(to.region());
                        rounding.addAll(DirectParts.of(
                                        dnn,
                                        from.blocks(),
                                        0,
                                        (first, count) -> new RoundPart(dnn, from, to, first, count))
                                .orElseThrow());
                    }
                    return new DirectStep(dnn, List.of(rounding, product), touched);
                });
    }
}
