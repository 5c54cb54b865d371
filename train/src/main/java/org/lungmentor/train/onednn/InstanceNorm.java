package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.BLOCK;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The statistics of one norm of a program, from its forward to its backward step: by block, for each channel, {@code scale = 1/sqrt(var
 * + 1e-5)} and {@code shift = -mean*scale}, with mean and biased variance over the voxels of the case. In a plain tensor of one channel the
 * lanes of a group are neighbouring voxels, and their sums are joined.
 */
final class InstanceNorm {
    private static final double EPSILON = 1e-5;

    private final Tensor z;
    private final Slabs slabs;
    private final float[][] scale;
    private final float[][] shift;
    private final float[][] pivot;
    private final double[][] sums;

    InstanceNorm(Tensor z) {
        this.z = z;
        slabs = Slabs.of(z.groups());
        scale = new float[z.blocks()][BLOCK];
        shift = new float[z.blocks()][BLOCK];
        pivot = new float[z.blocks()][BLOCK];
        sums = new double[z.blocks() * slabs.count()][2 * BLOCK];
    }

    Tensor z() {
        return z;
    }

    Slabs slabs() {
        return slabs;
    }

    float[] scale(int block) {
        return scale[block];
    }

    float[] shift(int block) {
        return shift[block];
    }

    /** Computes the statistics. Sums are of differences to the first voxel, so that a large mean does not swallow the variance. */
    void measure(ByteBuffer[] blocks, Workers workers) {
        for (int block = 0; block < blocks.length; block++) {
            for (int lane = 0; lane < BLOCK; lane++) {
                pivot[block][lane] = blocks[block].getFloat(z.blocked() ? lane * Float.BYTES : 0);
            }
        }
        workers.run(sums.length, (item, worker) -> {
            int block = item / slabs.count();
            float[] part = new float[2 * BLOCK];
            double[] sum = sums[item];
            Arrays.fill(sum, 0);
            slabs.forEachChunk(item % slabs.count(), (offset, groups) -> {
                VectorLoops.moments(blocks[block], offset, groups, pivot[block], part);
                addTo(sum, part);
            });
        });
        for (int block = 0; block < blocks.length; block++) {
            double[] sum = ofBlock(sums, block);
            for (int lane = 0; lane < BLOCK; lane++) {
                double mean = sum[lane] / z.extent().voxels();
                double variance = Math.max(0, sum[BLOCK + lane] / z.extent().voxels() - mean * mean);
                double r = 1 / Math.sqrt(variance + EPSILON);
                scale[block][lane] = (float) r;
                shift[block][lane] = (float) (-(mean + pivot[block][lane]) * r);
            }
        }
    }

    /** The sum over a block's slabs of {@code parts[block * slabs + slab]}, joined over the lanes where these are one channel's. */
    double[] ofBlock(double[][] parts, int block) {
        double[] sum = new double[parts[0].length];
        for (int slab = 0; slab < slabs.count(); slab++) {
            double[] part = parts[block * slabs.count() + slab];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part[i];
            }
        }
        for (int first = 0; !z.blocked() && first < sum.length; first += BLOCK) {
            double joined = 0;
            for (int lane = 0; lane < BLOCK; lane++) {
                joined += sum[first + lane];
            }
            Arrays.fill(sum, first, first + BLOCK, joined);
        }
        return sum;
    }

    static void addTo(double[] sum, float[] part) {
        for (int i = 0; i < part.length; i++) {
            sum[i] += part[i];
        }
    }
}
