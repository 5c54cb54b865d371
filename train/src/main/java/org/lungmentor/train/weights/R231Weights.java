package org.lungmentor.train.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lungmentor.imaging.UsageException;

/**
 * The weights of R231, lungmask's 2D network (Hofmanninger et al. 2020, doi 10.1186/s41747-020-00173-2): a U-Net of five levels
 * with f, 2f, ... 16f filters (f = 64 as published). A block is twice a 3x3 convolution with bias, max(., 0), batch norm. The
 * entries {@code residual_*} and {@code num_batches_tracked} of its files are never used.
 *
 * @param down blocks from the top level to the lowest
 * @param up steps from the lowest level but one to the top
 * @param last 1x1 convolution to the classes 0 nothing, 1 right lung, 2 left lung
 */
public record R231Weights(List<Block> down, List<Up> up, Convolution last) {
    /** Classes that the network tells apart. */
    public static final int CLASSES = 3;

    private static final int LEVELS = 5;
    private static final int FEWEST = 2;
    private static final int MOST = 128;
    private static final double EPSILON = 1e-5;

    /**
     * A convolution.
     *
     * @param size edge of its kernel
     * @param weights [outs, ins, size, size]
     * @param bias [outs]
     */
    public record Convolution(int outs, int ins, int size, float[] weights, float[] bias) {}

    /**
     * A convolution, max(., 0), and batch norm with running statistics: {@code scale * . + shift} by channel.
     *
     * @param scale [outs]
     * @param shift [outs]
     */
    public record Normed(Convolution convolution, float[] scale, float[] shift) {}

    /** Two convolutions in a row. */
    public record Block(Normed first, Normed second) {}

    /**
     * One step up: doubling, a 1x1 convolution to half the channels, a block on that and the block output of the same level.
     *
     * @param half the 1x1 convolution
     */
    public record Up(Convolution half, Block block) {}

    /** @throws IllegalArgumentException if these are not five levels */
    public R231Weights {
        down = List.copyOf(down);
        up = List.copyOf(up);
        if (down.size() != LEVELS || up.size() != LEVELS - 1) {
            throw new IllegalArgumentException(down.size() + " blocks down, " + up.size() + " up");
        }
    }

    /** Filters of the top level. */
    public int filters() {
        return last.ins();
    }

    /** Both sides of a slice must be multiples of this. */
    public static int divisor() {
        return 1 << (LEVELS - 1);
    }

    /**
     * The network in a state_dict.
     *
     * @param file what messages call the file
     * @throws UsageException if it is another network's, or one with other classes; names the tensors
     */
    public static R231Weights of(Map<String, TorchStateDict.Tensor> tensors, String file) {
        TorchStateDict.Tensor classes = tensors.get("last.bias");
        if (classes != null && classes.values().length != CLASSES) {
            throw new UsageException(
                    file + " tells " + classes.values().length
                            + " classes apart, and R231 has three (nothing, right lung, left lung): name lungmask's R231 file.");
        }
        TorchStateDict.Tensor top = tensors.get("down_path.0.block.0.bias");
        int filters = top == null ? FEWEST : Math.min(Math.max(top.values().length, FEWEST), MOST);
        ExpectedTensors expected = new ExpectedTensors(tensors);
        List<Block> down = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            down.add(block(expected, "down_path." + level, level == 0 ? 1 : filters << (level - 1), filters << level));
        }
        List<Up> up = new ArrayList<>();
        for (int level = LEVELS - 2; level >= 0; level--) {
            String name = "up_path." + (LEVELS - 2 - level);
            int outs = filters << level;
            up.add(new Up(
                    convolution(expected, name + ".up.1", 2 * outs, outs, 1),
                    block(expected, name + ".conv_block", 2 * outs, outs)));
        }
        Convolution last = convolution(expected, "last", filters, CLASSES, 1);
        expected.leave(name -> name.contains("residual_") || name.endsWith(".num_batches_tracked"));
        expected.check(file, "R231");
        return new R231Weights(down, up, last);
    }

    private static Block block(ExpectedTensors expected, String name, int ins, int outs) {
        return new Block(
                normed(expected, name + ".block.0", name + ".block.2", ins, outs),
                normed(expected, name + ".block.3", name + ".block.5", outs, outs));
    }

    private static Normed normed(ExpectedTensors expected, String name, String norm, int ins, int outs) {
        Convolution convolution = convolution(expected, name, ins, outs, 3);
        float[] gamma = expected.take(norm + ".weight", outs);
        float[] beta = expected.take(norm + ".bias", outs);
        float[] mean = expected.take(norm + ".running_mean", outs);
        float[] variance = expected.take(norm + ".running_var", outs);
        float[] scale = new float[outs];
        float[] shift = new float[outs];
        for (int i = 0; i < outs; i++) {
            double factor = gamma[i] / Math.sqrt(variance[i] + EPSILON);
            scale[i] = (float) factor;
            shift[i] = (float) (beta[i] - mean[i] * factor);
        }
        return new Normed(convolution, scale, shift);
    }

    private static Convolution convolution(ExpectedTensors expected, String name, int ins, int outs, int size) {
        return new Convolution(
                outs,
                ins,
                size,
                expected.take(name + ".weight", outs, ins, size, size),
                expected.take(name + ".bias", outs));
    }
}
