package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.BLOCK;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code y = PReLU(norm(z))}, or plus an addend with a bias: two passes over z. */
final class NormForward implements Step {
    private final InstanceNorm norm;
    private final SmallParameter slope;
    private final Optional<Tensor> addend;
    private final Optional<SmallParameter> bias;
    private final Tensor y;
    private final Workers workers;
    private final float[][] biasOfBlock;
    private ByteBuffer[] zs = {};
    private ByteBuffer[] ys = {};
    private ByteBuffer[] addends = {};

    /** @param y may be the addend's own memory */
    NormForward(
            InstanceNorm norm,
            SmallParameter slope,
            Optional<Tensor> addend,
            Optional<SmallParameter> bias,
            Tensor y,
            Workers workers) {
        this.norm = norm;
        this.slope = slope;
        this.addend = addend;
        this.bias = bias;
        this.y = y;
        this.workers = workers;
        biasOfBlock = new float[y.blocks()][BLOCK];
    }

    @Override
    public List<Region> touched() {
        List<Region> touched = new ArrayList<>(List.of(norm.z().region(), y.region()));
        addend.ifPresent(a -> touched.add(a.region()));
        return touched;
    }

    @Override
    public void bind() {
        zs = norm.z().allBlocks();
        ys = y.allBlocks();
        addends = addend.map(Tensor::allBlocks).orElse(new ByteBuffer[0]);
    }

    @Override
    public void run() {
        norm.measure(zs, workers);
        bias.ifPresent(b -> {
            for (int channel = 0; channel < b.length(); channel++) {
                biasOfBlock[channel / BLOCK][channel % BLOCK] = b.value(channel);
            }
        });
        Slabs slabs = norm.slabs();
        float s = slope.value(0);
        workers.run(zs.length * slabs.count(), (item, worker) -> {
            int block = item / slabs.count();
            float[] scale = norm.scale(block);
            float[] shift = norm.shift(block);
            slabs.forEachChunk(item % slabs.count(), (offset, groups) -> {
                if (addends.length == 0) {
                    VectorLoops.activate(zs[block], ys[block], offset, groups, scale, shift, s);
                } else {
                    VectorLoops.activateAndAdd(
                            zs[block], addends[block], ys[block], offset, groups, scale, shift, s, biasOfBlock[block]);
                }
            });
        });
    }
}
