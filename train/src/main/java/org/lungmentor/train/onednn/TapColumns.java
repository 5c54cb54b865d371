package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Between a single-channel volume v at full size and its 27 taps on the grid of half the size, blocked like any tensor with the taps as
 * channels: tap (a, b, c) of voxel p belongs to voxel 2p - 1 + (a, b, c) of v. With a 1x1x1 convolution to or from the taps this makes a
 * transposed convolution to one channel, and its gradient; oneDNN's own needs ten times as long for so few channels.
 */
final class TapColumns {
    private static final int TAPS = 27;

    private TapColumns() {}

    /** {@code v[q] = bias + sum over all p and taps with 2p - 1 + tap = q of taps[tap, p]}. */
    record Scatter(Tensor taps, Tensor volume, Optional<SmallParameter> bias, Workers workers) implements Step {
        @Override
        public List<Region> touched() {
            return List.of(taps.region(), volume.region());
        }

        @Override
        public void bind() {}

        @Override
        public void run() {
            Columns columns = new Columns(taps);
            FloatBuffer v = volume.block(0).asFloatBuffer();
            float start = bias.isPresent() ? bias.get().value(0) : 0;
            int height = volume.extent().height();
            workers.run(volume.extent().depth(), (d, worker) -> {
                for (int h = 0; h < height; h++) {
                    columns.sumInto(v, d, h, start);
                }
            });
        }
    }

    /** {@code taps[tap, p] = v[2p - 1 + tap]}, 0 outside of v and in the channels that fill the block. */
    record Gather(Tensor volume, Tensor taps, Workers workers) implements Step {
        @Override
        public List<Region> touched() {
            return List.of(taps.region(), volume.region());
        }

        @Override
        public void bind() {}

        @Override
        public void run() {
            Columns columns = new Columns(taps);
            FloatBuffer v = volume.block(0).asFloatBuffer();
            workers.run(taps.extent().depth(), (d, worker) -> {
                for (int h = 0; h < taps.extent().height(); h++) {
                    columns.takeFrom(v, d, h);
                }
            });
        }
    }

    /** The taps' memory and how to walk it. */
    private static final class Columns {
        private final Extent half;
        private final FloatBuffer[] blocks;

        Columns(Tensor taps) {
            half = taps.extent();
            blocks = new FloatBuffer[taps.blocks()];
            for (int block = 0; block < blocks.length; block++) {
                blocks[block] = taps.block(block).asFloatBuffer();
            }
        }

        /**
         * One row of v. On an axis of m halves, position q is reached from p = q/2 with tap 1 where q is even, and from p = q/2 with tap
         * 2 and p = q/2 + 1 with tap 0 where it is odd.
         */
        void sumInto(FloatBuffer v, int d, int h, float start) {
            int w = half.width();
            int row = (d * 2 * half.height() + h) * 2 * w;
            for (int x = 0; x < w; x++) {
                float even = start;
                float odd = start;
                for (int a = d & 1; a >= 0; a--) {
                    int pd = (d >> 1) + ((d & 1) - a);
                    int tapD = (d & 1) == 0 ? 1 : 2 * a;
                    for (int b = h & 1; b >= 0 && pd < half.depth(); b--) {
                        int ph = (h >> 1) + ((h & 1) - b);
                        if (ph < half.height()) {
                            int tap = (tapD * 3 + ((h & 1) == 0 ? 1 : 2 * b)) * 3;
                            int voxel = (pd * half.height() + ph) * w + x;
                            even += get(tap + 1, voxel);
                            odd += get(tap + 2, voxel) + (x + 1 < w ? get(tap, voxel + 1) : 0);
                        }
                    }
                }
                v.put(row + 2 * x, even);
                v.put(row + 2 * x + 1, odd);
            }
        }

        void takeFrom(FloatBuffer v, int d, int h) {
            int height = 2 * half.height();
            int width = 2 * half.width();
            for (int x = 0; x < half.width(); x++) {
                int voxel = (d * half.height() + h) * half.width() + x;
                for (int tap = 0; tap < blocks.length * Lanes.BLOCK; tap++) {
                    int qd = 2 * d - 1 + tap / 9;
                    int qh = 2 * h - 1 + tap / 3 % 3;
                    int qw = 2 * x - 1 + tap % 3;
                    boolean inside = tap < TAPS && qd >= 0 && qh >= 0 && qw >= 0;
                    blocks[tap / Lanes.BLOCK].put(
                            voxel * Lanes.BLOCK + tap % Lanes.BLOCK,
                            inside ? v.get((qd * height + qh) * width + qw) : 0);
                }
            }
        }

        private float get(int tap, int voxel) {
            return blocks[tap / Lanes.BLOCK].get(voxel * Lanes.BLOCK + tap % Lanes.BLOCK);
        }
    }
}
