package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Plan.Kind;
import org.lungmentor.train.Plan.Operation;

/**
 * Turns layers into the steps of a program at one size. On the way back gradients take the place of what they no longer need: the gradient
 * before a norm is written over its z, and a residual unit's shortcut has its gradient where the unit's result was; every user of these
 * has had its turn by then.
 */
final class ProgramBuilder {
    private final Layers layers;
    private final Plan plan;
    private final WeightStore weights;
    private final Convolver convolver;
    private final Workers workers;
    private final Places places;
    private final Gradients gradients;
    private final List<Step> forward = new ArrayList<>();
    private final List<Step> backward = new ArrayList<>();
    /** Before norm, by the output of the plan's operation: first the values, on the way back their gradients in the same place. */
    private final Map<Integer, Tensor> raw = new HashMap<>();

    private final Map<Integer, InstanceNorm> norms = new HashMap<>();
    private final Map<Integer, Integer> sumOfBare = new HashMap<>();

    private ProgramBuilder(Layers layers, WeightStore weights, Convolver convolver, Workers workers, Extent input) {
        this.layers = layers;
        this.plan = layers.plan();
        this.weights = weights;
        this.convolver = convolver;
        this.workers = workers;
        places = new Places(layers, input);
        gradients = new Gradients(layers);
        for (Layer layer : layers.list()) {
            if (layer instanceof Layer.Activate activate && bareConvolution(activate.addend())) {
                sumOfBare.put(activate.addend(), activate.result());
            }
        }
    }

    /** @param keep whether the way back is wanted too */
    static Program build(
            Layers layers, WeightStore weights, Convolver convolver, Workers workers, Extent input, boolean keep) {
        return new ProgramBuilder(layers, weights, convolver, workers, input).program(keep);
    }

    private Program program(boolean keep) {
        for (Layer layer : layers.list()) {
            forward(layer);
        }
        int[] heads = plan.outputs();
        Tensor logits = allHeads(places.of(heads[0]), heads.length);
        Tensor logitsGradient = Tensor.of(heads.length, logits.extent());
        if (keep) {
            for (int head = 0; head < heads.length; head++) {
                gradients.add(heads[head], logitsGradient.slice(head, 1), places);
            }
            List<Layer> reversed = new ArrayList<>(layers.list());
            Collections.reverse(reversed);
            reversed.forEach(this::backward);
        }
        return new Program(forward, backward, places.of(0), logits, logitsGradient);
    }

    private static Tensor allHeads(Tensor first, int heads) {
        return new Tensor(first.region(), 0, heads, first.extent());
    }

    private void forward(Layer layer) {
        if (layer instanceof Layer.Convolve convolve) {
            forward(convolve);
        } else if (layer instanceof Layer.Activate activate) {
            forward(activate);
        } else if (layer instanceof Layer.Head head) {
            forward(head);
        } else if (layer instanceof Layer.Single single) {
            Operation op = single.convolution();
            forward.add(SingleChannel.forward(
                    places.of(op.a()),
                    places.of(single.result()),
                    weights.small(op.weight()),
                    weights.small(op.bias()),
                    workers));
        }
    }

    private void backward(Layer layer) {
        if (layer instanceof Layer.Convolve convolve) {
            backward(convolve);
        } else if (layer instanceof Layer.Activate activate) {
            backward(activate);
        } else if (layer instanceof Layer.Head head) {
            backward(head);
        } else if (layer instanceof Layer.Single single) {
            backward(single);
        }
    }

    private void forward(Layer.Convolve layer) {
        Tensor written = written(layer);
        int at = 0;
        for (Operation branch : layer.branches()) {
            raw.put(branch.output(), written.slice(at, places.channels(branch.output())));
            at += places.channels(branch.output());
        }
        Kernel kernel = weights.kernel(layer);
        Tensor input = places.of(layer.input());
        int stride = layer.branches().get(0).stride();
        forward.add(
                layer.up()
                        ? needed(convolver.transpose(kernel, stride, input, written))
                        : needed(convolver.apply(kernel, stride, input, written)));
    }

    private Tensor written(Layer.Convolve layer) {
        int bare = layer.branches().stream()
                .filter(branch -> !branch.norm())
                .mapToInt(branch -> sumOfBare.getOrDefault(branch.output(), branch.output()))
                .findFirst()
                .orElse(-1);
        return places.raw(layer, bare);
    }

    private void backward(Layer.Convolve layer) {
        Kernel kernel = weights.kernel(layer);
        Tensor input = places.of(layer.input());
        Tensor first = before(layer.branches().get(0));
        int channels = layer.branches().stream()
                .mapToInt(b -> places.channels(b.output()))
                .sum();
        Tensor gradient = new Tensor(first.region(), first.firstChannel(), channels, first.extent());
        int stride = layer.branches().get(0).stride();
        backward.add(
                layer.up()
                        ? needed(convolver.correlate(kernel, stride, gradient, input))
                        : needed(convolver.correlate(kernel, stride, input, gradient)));
        if (layer.input() != 0) {
            Tensor inputGradient = Tensor.of(input.channels(), input.extent());
            backward.add(
                    layer.up()
                            ? needed(convolver.apply(kernel, stride, gradient, inputGradient))
                            : needed(convolver.transpose(kernel, stride, gradient, inputGradient)));
            gradients.add(layer.input(), inputGradient, places);
        }
    }

    private void forward(Layer.Activate layer) {
        Operation op = layer.convolution();
        InstanceNorm norm = new InstanceNorm(before(op));
        norms.put(op.output(), norm);
        Optional<Tensor> addend = layer.addend() < 0
                ? Optional.empty()
                : Optional.of(bareConvolution(layer.addend()) ? places.of(layer.result()) : places.of(layer.addend()));
        forward.add(new NormForward(
                norm, weights.small(op.slope()), addend, addendBias(layer), places.of(layer.result()), workers));
    }

    private void backward(Layer.Activate layer) {
        Operation op = layer.convolution();
        List<Tensor> parts = gradients.of(layer.result());
        boolean shortcutBeside = bareConvolution(layer.addend()) && besides(op, layer.addend());
        Tensor sum = shortcutBeside ? places.of(layer.result()) : parts.get(parts.size() - 1);
        backward.add(new NormBackward(norm(op), weights.small(op.slope()), addendBias(layer), parts, sum, workers));
        if (bareConvolution(layer.addend())) {
            raw.put(layer.addend(), sum);
        } else if (layer.addend() >= 0) {
            gradients.add(layer.addend(), sum, places);
        }
    }

    private void forward(Layer.Head layer) {
        Operation op = layer.convolution();
        Tensor input = places.of(op.a());
        Kernel kernel = weights.kernel(layer);
        Tensor taps = Tensor.of(kernel.outs(), input.extent());
        Tensor written = op.norm() ? Tensor.of(1, places.extent(op.output())) : places.of(op.output());
        raw.put(op.output(), written);
        forward.add(needed(convolver.apply(kernel, 1, input, taps)));
        Optional<SmallParameter> bias = op.norm() ? Optional.empty() : Optional.of(weights.small(op.bias()));
        forward.add(new TapColumns.Scatter(taps, written, bias, workers));
    }

    private void backward(Layer.Head layer) {
        Operation op = layer.convolution();
        Tensor input = places.of(op.a());
        Kernel kernel = weights.kernel(layer);
        Tensor taps = Tensor.of(kernel.outs(), input.extent());
        Tensor gradient = op.norm() ? before(op) : gradients.of(op.output()).get(0);
        if (!op.norm()) {
            backward.add(new ChannelSum(gradient, weights.small(op.bias()), workers));
        }
        backward.add(new TapColumns.Gather(gradient, taps, workers));
        backward.add(needed(convolver.correlate(kernel, 1, input, taps)));
        Tensor inputGradient = Tensor.of(input.channels(), input.extent());
        backward.add(needed(convolver.transpose(kernel, 1, taps, inputGradient)));
        gradients.add(op.a(), inputGradient, places);
    }

    private void backward(Layer.Single layer) {
        Operation op = layer.convolution();
        Tensor gradient = gradients.of(layer.result()).get(0);
        Tensor input = places.of(op.a());
        Tensor inputGradient = Tensor.of(1, input.extent());
        SmallParameter weight = weights.small(op.weight());
        backward.add(SingleChannel.backwardWeights(input, gradient, weight, weights.small(op.bias()), workers));
        backward.add(SingleChannel.backwardData(gradient, inputGradient, weight, workers));
        gradients.add(op.a(), inputGradient, places);
    }

    /** Whether a value is a convolution's result without norm, to be added to something. */
    private boolean bareConvolution(int value) {
        return layers.producer(value)
                .filter(op -> op.kind() == Kind.CONV && !op.norm())
                .isPresent();
    }

    /** Whether a shortcut is computed together with the step that it bridges. */
    private boolean besides(Operation step, int shortcut) {
        return layers.list().stream()
                .filter(Layer.Convolve.class::isInstance)
                .map(Layer.Convolve.class::cast)
                .anyMatch(layer -> layer.branches().contains(step)
                        && layer.branches().stream().anyMatch(b -> b.output() == shortcut));
    }

    private Optional<SmallParameter> addendBias(Layer.Activate layer) {
        return bareConvolution(layer.addend())
                ? layers.producer(layer.addend()).map(op -> weights.small(op.bias()))
                : Optional.empty();
    }

    private Tensor before(Operation op) {
        Tensor tensor = raw.get(op.output());
        if (tensor == null) {
            throw new IllegalStateException("value " + op.output() + " is not there yet");
        }
        return tensor;
    }

    private InstanceNorm norm(Operation op) {
        InstanceNorm norm = norms.get(op.output());
        if (norm == null) {
            throw new IllegalStateException("value " + op.output() + " has no norm");
        }
        return norm;
    }

    private static Step needed(Optional<Step> step) {
        return step.orElseThrow(() -> new IllegalStateException("there is no way to compute this convolution"));
    }
}
