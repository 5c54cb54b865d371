package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.util.List;

/** Adds the sum over a single-channel gradient to its bias's. */
record ChannelSum(Tensor gradient, SmallParameter bias, Workers workers) implements Step {
    @Override
    public List<Region> touched() {
        return List.of(gradient.region());
    }

    @Override
    public void bind() {}

    @Override
    public void run() {
        ByteBuffer g = gradient.block(0);
        double[] sums = new double[gradient.extent().depth()];
        workers.run(sums.length, (d, worker) -> sums[d] = StencilLoops.sumPlane(g, gradient.extent(), d));
        for (double sum : sums) {
            bias.add(0, sum);
        }
    }
}
