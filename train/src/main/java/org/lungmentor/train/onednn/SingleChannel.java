package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The 3x3x3 convolution of one channel to one channel at full size with the identity as its shortcut: {@code y = w * x + x + b}. oneDNN
 * has no good kernel for a single channel; here the volume is copied once with a border of zeros, and 27 shifted copies of it are
 * multiplied and added.
 */
final class SingleChannel {
    private static final int TAPS = 27;
    private static final int CENTRE = 13;

    private SingleChannel() {}

    /** {@code y = w * x + x + b}. */
    static Step forward(Tensor x, Tensor y, SmallParameter weight, SmallParameter bias, Workers workers) {
        return new Convolution(x, y, weight, bias, false, new PaddedVolume(x), workers);
    }

    /** {@code dx = w~ * dy + dy}, w~ being w with all axes reversed. */
    static Step backwardData(Tensor dy, Tensor dx, SmallParameter weight, Workers workers) {
        return new Convolution(dy, dx, weight, weight, true, new PaddedVolume(dy), workers);
    }

    /** Adds {@code sum over p of dy[p] x[p + t - 1]} to the weight's gradient and the sum of dy to the bias's. */
    static Step backwardWeights(Tensor x, Tensor dy, SmallParameter weight, SmallParameter bias, Workers workers) {
        return new Correlation(x, dy, weight, bias, new PaddedVolume(x), workers);
    }

    private record Convolution(
            Tensor from,
            Tensor to,
            SmallParameter weight,
            SmallParameter bias,
            boolean adjoint,
            PaddedVolume padded,
            Workers workers)
            implements Step {
        @Override
        public List<Region> touched() {
            return List.of(from.region(), to.region(), padded.region());
        }

        @Override
        public void bind() {}

        @Override
        public void run() {
            padded.fill(workers);
            float[] taps = new float[TAPS];
            for (int t = 0; t < TAPS; t++) {
                taps[t] = weight.value(adjoint ? TAPS - 1 - t : t);
            }
            taps[CENTRE] += 1;
            float start = adjoint ? 0 : bias.value(0);
            ByteBuffer out = to.block(0);
            ByteBuffer in = padded.buffer();
            workers.run(to.extent().depth(), (d, worker) -> {
                for (int h = 0; h < to.extent().height(); h++) {
                    StencilLoops.convolveRow(in, padded, taps, start, out, d, h);
                }
            });
        }
    }

    private record Correlation(
            Tensor x, Tensor dy, SmallParameter weight, SmallParameter bias, PaddedVolume padded, Workers workers)
            implements Step {
        @Override
        public List<Region> touched() {
            return List.of(x.region(), dy.region(), padded.region());
        }

        @Override
        public void bind() {}

        @Override
        public void run() {
            padded.fill(workers);
            ByteBuffer in = padded.buffer();
            ByteBuffer g = dy.block(0);
            double[][] sums = new double[dy.extent().depth()][TAPS + 1];
            workers.run(sums.length, (d, worker) -> {
                for (int plane = 0; plane < 9; plane++) {
                    StencilLoops.correlatePlane(in, padded, g, d, plane, sums[d]);
                }
                sums[d][TAPS] = StencilLoops.sumPlane(g, dy.extent(), d);
            });
            for (double[] sum : sums) {
                for (int t = 0; t < TAPS; t++) {
                    weight.add(t, sum[t]);
                }
                bias.add(0, sum[TAPS]);
            }
        }
    }
}
