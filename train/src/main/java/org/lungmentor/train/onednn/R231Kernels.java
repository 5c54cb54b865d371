package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;
import org.lungmentor.train.weights.R231Weights;

/** R231's weights as its programs need them, packed once. */
final class R231Kernels implements AutoCloseable {
    /** The two convolutions of a block. */
    record Block(PlaneKernel first, PlaneKernel second) {}

    /** One step up. */
    record Up(PlaneKernel half, Block block) {}

    private final List<PlaneKernel> all = new ArrayList<>();
    private final List<Block> down = new ArrayList<>();
    private final List<Up> up = new ArrayList<>();
    private final PlaneKernel last;

    R231Kernels(R231Weights weights) {
        for (R231Weights.Block block : weights.down()) {
            down.add(new Block(held(PlaneKernel.of(block.first())), held(PlaneKernel.of(block.second()))));
        }
        for (R231Weights.Up step : weights.up()) {
            R231Weights.Block block = step.block();
            up.add(new Up(
                    held(PlaneKernel.of(step.half())),
                    new Block(
                            held(PlaneKernel.of(block.first(), step.half().outs())),
                            held(PlaneKernel.of(block.second())))));
        }
        last = held(PlaneKernel.of(weights.last()));
    }

    /** From the top level to the lowest. */
    List<Block> down() {
        return down;
    }

    /** From the lowest level but one to the top. */
    List<Up> up() {
        return up;
    }

    PlaneKernel last() {
        return last;
    }

    @Override
    public void close() {
        all.forEach(PlaneKernel::close);
    }

    private PlaneKernel held(PlaneKernel kernel) {
        all.add(kernel);
        return kernel;
    }
}
