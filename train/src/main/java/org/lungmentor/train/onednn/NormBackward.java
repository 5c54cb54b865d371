package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.BLOCK;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From the gradients that the users of y left, the gradient of z, written over z, in two passes. The first adds the gradients up, which
 * is the addend's gradient too.
 */
final class NormBackward implements Step {
    private final InstanceNorm norm;
    private final SmallParameter slope;
    private final Optional<SmallParameter> bias;
    private final List<Tensor> sources;
    private final Tensor sum;
    private final Workers workers;
    private final double[][] sums;
    private ByteBuffer[] zs = {};
    private ByteBuffer[] gs = {};
    private List<ByteBuffer[]> sourceBlocks = List.of();

    /**
     * @param bias of the addend, whose gradient is the sum of g
     * @param sources one or more gradients of y
     * @param sum where their sum goes; one of them, or other memory
     */
    NormBackward(
            InstanceNorm norm,
            SmallParameter slope,
            Optional<SmallParameter> bias,
            List<Tensor> sources,
            Tensor sum,
            Workers workers) {
        this.norm = norm;
        this.slope = slope;
        this.bias = bias;
        // The one that the sum overwrites comes first, or it would be lost before it is added.
        this.sources = Stream.concat(
                        sources.stream().filter(sum::equals), sources.stream().filter(source -> !source.equals(sum)))
                .toList();
        this.sum = sum;
        this.workers = workers;
        sums = new double[norm.z().blocks() * norm.slabs().count()][4 * BLOCK];
    }

    @Override
    public List<Region> touched() {
        List<Region> touched = new ArrayList<>(List.of(norm.z().region(), sum.region()));
        sources.forEach(source -> touched.add(source.region()));
        return touched;
    }

    @Override
    public void bind() {
        zs = norm.z().allBlocks();
        gs = sum.allBlocks();
        sourceBlocks = sources.stream().map(Tensor::allBlocks).toList();
    }

    @Override
    public void run() {
        float s = slope.value(0);
        Slabs slabs = norm.slabs();
        workers.run(sums.length, (item, worker) -> {
            int block = item / slabs.count();
            float[] part = new float[4 * BLOCK];
            Arrays.fill(sums[item], 0);
            slabs.forEachChunk(item % slabs.count(), (offset, groups) -> {
                addUp(block, offset, groups);
                VectorLoops.gradientSums(
                        gs[block], zs[block], offset, groups, norm.scale(block), norm.shift(block), s, part);
                InstanceNorm.addTo(sums[item], part);
            });
        });
        float[][] meanA = new float[zs.length][BLOCK];
        float[][] meanAx = new float[zs.length][BLOCK];
        for (int block = 0; block < zs.length; block++) {
            finish(block, meanA[block], meanAx[block]);
        }
        workers.run(sums.length, (item, worker) -> {
            int block = item / slabs.count();
            slabs.forEachChunk(
                    item % slabs.count(),
                    (offset, groups) -> VectorLoops.gradient(
                            gs[block],
                            zs[block],
                            zs[block],
                            offset,
                            groups,
                            norm.scale(block),
                            norm.shift(block),
                            s,
                            meanA[block],
                            meanAx[block]));
        });
    }

    private void addUp(int block, int offset, int groups) {
        ByteBuffer first = sourceBlocks.get(0)[block];
        if (sources.size() == 1) {
            if (!sources.get(0).equals(sum)) {
                int bytes = groups * Lanes.VOXEL;
                gs[block].put(offset, first, offset, bytes);
            }
            return;
        }
        for (int i = 1; i < sources.size(); i++) {
            VectorLoops.add(i == 1 ? first : gs[block], sourceBlocks.get(i)[block], gs[block], offset, groups);
        }
    }

    private void finish(int block, float[] meanA, float[] meanAx) {
        // In a plain tensor all lanes hold the one channel's sum: it counts once.
        int counted = norm.z().blocked() ? BLOCK : 1;
        double[] total = norm.ofBlock(sums, block);
        double slopeGradient = 0;
        for (int lane = 0; lane < BLOCK; lane++) {
            meanA[lane] = (float) (total[lane] / norm.z().extent().voxels());
            meanAx[lane] = (float) (total[BLOCK + lane] / norm.z().extent().voxels());
            if (lane < counted) {
                slopeGradient += total[2 * BLOCK + lane];
            }
        }
        slope.add(0, slopeGradient);
        bias.ifPresent(b -> {
            for (int lane = 0; lane < BLOCK && block * BLOCK + lane < b.length(); lane++) {
                b.add(block * BLOCK + lane, total[3 * BLOCK + lane]);
            }
        });
    }
}
