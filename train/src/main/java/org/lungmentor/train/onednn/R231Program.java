package org.lungmentor.train.onednn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * R231 on one slice as the steps of a {@link Program}. Steps up convolve before they double: both are linear and weights of a doubled
 * pixel sum to 1, so the result is the same but for rounding, and the convolution has a quarter of the pixels.
 */
final class R231Program {
    private final OneDnn dnn;
    private final List<Step> steps = new ArrayList<>();

    private R231Program(OneDnn dnn) {
        this.dnn = dnn;
    }

    /**
     * The program; its logits are blocked, classes first in the one block, then what fills it up.
     *
     * @param dnn with one thread
     */
    static Program build(OneDnn dnn, R231Kernels kernels, int height, int width) {
        return new R231Program(dnn).build(kernels, new Extent(1, height, width));
    }

    private Program build(R231Kernels kernels, Extent extent) {
        Tensor input = Tensor.of(1, extent);
        Deque<Tensor> joined = new ArrayDeque<>();
        Tensor at = input;
        int lowest = kernels.down().size() - 1;
        for (int level = 0; level <= lowest; level++) {
            R231Kernels.Block block = kernels.down().get(level);
            Extent here = halved(extent, level);
            int channels = block.second().outs();
            if (level > 0) {
                at = pooled(at, here);
            }
            if (level < lowest) { // written where the step up finds it, behind what comes from below
                joined.push(Tensor.of(2 * channels, here));
                at = block(block, at, joined.element().slice(channels, channels));
            } else {
                at = block(block, at, Tensor.of(channels, here));
            }
        }
        for (R231Kernels.Up up : kernels.up()) {
            Tensor both = joined.pop();
            int channels = up.half().outs();
            Tensor half = convolved(up.half(), at, Tensor.of(channels, at.extent()));
            steps.add(new PlaneDoubling(half, both.slice(0, channels)));
            at = block(up.block(), both, Tensor.of(channels, both.extent()));
        }
        Tensor logits = convolved(kernels.last(), at, Tensor.of(kernels.last().outs(), extent));
        return new Program(steps, List.of(), input, logits, logits);
    }

    private static Extent halved(Extent extent, int times) {
        return new Extent(1, extent.height() >> times, extent.width() >> times);
    }

    private Tensor pooled(Tensor x, Extent extent) {
        Tensor z = Tensor.of(x.channels(), extent);
        return added(new PlanePooling(dnn, x, z), x, z);
    }

    private Tensor block(R231Kernels.Block block, Tensor x, Tensor z) {
        Tensor between = convolved(block.first(), x, Tensor.of(block.first().outs(), x.extent()));
        return convolved(block.second(), between, z);
    }

    private Tensor convolved(PlaneKernel kernel, Tensor x, Tensor z) {
        return added(new PlaneConvolution(dnn, kernel, x, z), x, z);
    }

    private Tensor added(DirectPart part, Tensor x, Tensor z) {
        steps.add(new DirectStep(dnn, List.of(List.of(part)), List.of(x.region(), z.region())));
        return z;
    }
}
