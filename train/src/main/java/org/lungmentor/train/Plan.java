package org.lungmentor.train;

import java.util.ArrayList;
import java.util.List;

/**
 * A network as data, which every engine walks: its parameters in PyTorch's order and under PyTorch's names, and a straight list
 * of operations on numbered values. Value 0 is the input [N, inputs, D, H, W]; an operation writes a value that none before it
 * wrote, from values that are there already. {@link #outputs} are the logits of the heads, each [N, 1, D, H, W].
 *
 * <p>The four networks are MONAI's residual and plain U-Net as the thesis uses them: going down, each level halves all three
 * axes (the first too) but for the lowest; going up, the skip and what comes from below are joined and doubled. The
 * two-decoder student runs its encoder once: its second head reads the same values as the first.
 */
public final class Plan {
    /** What an operation does. */
    public enum Kind {
        /**
         * Cross-correlation with a cubic kernel of 3 (padding 1) or 1 (padding 0), stride 1 or 2, plus bias:
         * {@code y[o,p] = b[o] + sum over c, k of w[o,c,k] * a[c, stride*p + k - padding]}, outside of {@code a} 0. The weight is
         * [out, in, k, k, k].
         */
        CONV,
        /**
         * Transposed convolution, kernel 3, stride 2, padding 1, output twice the input's size, plus bias:
         * {@code y[o, 2*i - 1 + k] += w[c,o,k] * a[c,i]} on every axis. The weight is [in, out, 3, 3, 3].
         */
        UP,
        /** {@code y = a + b}. */
        ADD,
        /** {@code y = [a, b]} along the channels. */
        CAT
    }

    /**
     * One parameter tensor.
     *
     * @param name PyTorch's name of it in the state_dict
     * @param shape as PyTorch's
     * @param offset of its first element in the flat parameters; its elements follow in C order
     * @param bound at the start uniform in [-bound, bound) (PyTorch's default, 1 / sqrt(fan in)); 0: a PReLU slope, 0.25
     */
    public record Parameter(String name, long[] shape, long offset, double bound) {
        /** Number of elements. */
        public long length() {
            long n = 1;
            for (long s : shape) {
                n *= s;
            }
            return n;
        }
    }

    /**
     * One operation: {@code output} from {@code a} and, for ADD and CAT, {@code b} (else -1). CONV and UP have {@code kernel},
     * {@code stride} and, as indices into {@link #parameters}, {@code weight} and {@code bias}; where {@code slope} is not -1,
     * instance norm and PReLU follow at once: {@code z = (y - mean) / sqrt(variance + 1e-5)} for each case and channel by
     * itself over D, H, W (biased variance, no scale, no shift, the same in training and use), then {@code z > 0 ? z : slope*z}
     * with the one-element parameter {@code slope}. A bias in front of a norm has no influence and its true gradient is 0; an
     * engine may write 0 there.
     */
    public record Operation(
            Kind kind, int output, int a, int b, int kernel, int stride, int weight, int bias, int slope) {
        /** Whether instance norm and PReLU follow. */
        public boolean norm() {
            return slope >= 0;
        }
    }

    private final Network network;
    private final int[] filters;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Integer> channels = new ArrayList<>();
    private final List<Integer> halvings = new ArrayList<>();
    private final List<Integer> skips = new ArrayList<>();
    private final int[] outputs;
    private long length;

    private Plan(Network network, int[] filters) {
        this.network = network;
        this.filters = filters;
        value(network.inputs(), 0);
        outputs = new int[network.heads()];
        for (int head = 0; head < outputs.length; head++) {
            outputs[head] = level(outputs.length == 1 ? "model" : "model" + (head + 1), 0, 0, head == 0);
        }
    }

    /**
     * The plan of a network.
     *
     * @param filters one a level, top level first, at least two; none: the thesis's
     */
    public static Plan of(Network network, int... filters) {
        int[] counts = filters.length == 0 ? network.filters() : filters.clone();
        if (counts.length < 2) {
            throw new IllegalArgumentException("a U-Net has at least two levels");
        }
        for (int count : counts) {
            if (count < 1) {
                throw new IllegalArgumentException("filter counts are positive, not " + count);
            }
        }
        return new Plan(network, counts);
    }

    public Network network() {
        return network;
    }

    /** Filter counts, one a level, top level first; a copy. */
    public int[] filters() {
        return filters.clone();
    }

    /** In the order of PyTorch's {@code named_parameters()}, tensors shared by two heads once, under the first head's name. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** In an order in which they can be computed. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** Number of parameters in all. */
    public long length() {
        return length;
    }

    /** Number of values, the input (0) included. */
    public int values() {
        return channels.size();
    }

    /** Channels of a value. */
    public int channels(int value) {
        return channels.get(value);
    }

    /** How often a value's axes are halved against the input's: its size is D/2^h, H/2^h, W/2^h. */
    public int halvings(int value) {
        return halvings.get(value);
    }

    /** The values that are the heads' logits; a copy. */
    public int[] outputs() {
        return outputs.clone();
    }

    /** What every axis of an input must be divisible by: 8 for four levels, 16 for five. */
    public int divisor() {
        return 1 << (filters.length - 1);
    }

    /** Level i from value x down and up again; of all heads but the first the way down is there already. */
    private int level(String name, int i, int x, boolean first) {
        int lowest = filters.length - 1;
        if (i == lowest) {
            if (first) {
                skips.add(down(name, x, filters[i], 1));
            }
            return skips.get(i);
        }
        if (first) {
            skips.add(down(name + ".0", x, filters[i], 2));
        }
        int skip = skips.get(i);
        int below = level(name + ".1.submodule", i + 1, skip, first);
        int joined = binary(Kind.CAT, skip, below, channels(skip) + channels(below));
        int out = i == 0 ? 1 : filters[i - 1];
        boolean top = i == 0;
        if (!network.residual()) {
            return step(Kind.UP, name + ".2", joined, out, 2, top);
        }
        int up = step(Kind.UP, name + ".2.0", joined, out, 2, false);
        return binary(Kind.ADD, step(Kind.CONV, name + ".2.1.conv.unit0", up, out, 1, top), up, out);
    }

    private int down(String name, int x, int out, int stride) {
        if (!network.residual()) {
            return step(Kind.CONV, name, x, out, stride, false);
        }
        int y = step(Kind.CONV, name + ".conv.unit0", x, out, stride, false);
        if (stride == 1 && channels(x) == out) {
            return binary(Kind.ADD, y, x, out);
        }
        return binary(
                Kind.ADD, y, convolution(Kind.CONV, name + ".residual", x, out, stride == 1 ? 1 : 3, stride, ""), out);
    }

    private int step(Kind kind, String name, int x, int out, int stride, boolean bare) {
        return convolution(kind, name + ".conv", x, out, 3, stride, bare ? "" : name + ".adn.A.weight");
    }

    private int convolution(Kind kind, String name, int x, int out, int kernel, int stride, String slope) {
        int in = channels(x);
        // PyTorch's fan in is the second axis of the weight times the kernel, also where that axis is the output's.
        double bound = 1 / Math.sqrt((kind == Kind.UP ? out : in) * Math.pow(kernel, 3));
        int weight = parameter(
                name + ".weight",
                bound,
                kind == Kind.UP ? in : out,
                kind == Kind.UP ? out : in,
                kernel,
                kernel,
                kernel);
        int bias = parameter(name + ".bias", bound, out);
        int slopeIndex = slope.isEmpty() ? -1 : parameter(slope, 0, 1);
        int h = halvings.get(x) + (stride == 1 ? 0 : kind == Kind.UP ? -1 : 1);
        int y = value(out, h);
        operations.add(new Operation(kind, y, x, -1, kernel, stride, weight, bias, slopeIndex));
        return y;
    }

    private int binary(Kind kind, int a, int b, int out) {
        int y = value(out, halvings.get(a));
        operations.add(new Operation(kind, y, a, b, 0, 0, -1, -1, -1));
        return y;
    }

    private int value(int count, int halved) {
        channels.add(count);
        halvings.add(halved);
        return channels.size() - 1;
    }

    private int parameter(String name, double bound, long... shape) {
        Parameter p = new Parameter(name, shape, length, bound);
        parameters.add(p);
        length += p.length();
        return parameters.size() - 1;
    }
}
