package org.lungmentor.train.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Plan.Operation;

/**
 * Which tensor holds which value of a plan, at one size. Joined values lie in one region: {@code [z |] skip | below}, or {@code below2 |
 * skip | below1} with two decoders. The z in front is what a residual unit's convolution gives before its norm: the unit's shortcut
 * is written where the skip will be, so that one convolution writes both {@code [z | shortcut]}, and one takes both gradients.
 */
final class Places {
    private final Layers layers;
    private final Plan plan;
    private final Extent input;
    private final Map<Integer, Tensor> values = new HashMap<>();
    private final Map<Integer, Tensor> withRoomBefore = new HashMap<>();

    Places(Layers layers, Extent input) {
        this.layers = layers;
        this.plan = layers.plan();
        this.input = input;
        values.put(0, Tensor.of(plan.channels(0), input));
        Tensor logits = Tensor.of(plan.outputs().length, input);
        for (int head = 0; head < plan.outputs().length; head++) {
            values.put(plan.outputs()[head], logits.slice(head, 1));
        }
        layers.joins().values().forEach(this::placeJoin);
    }

    /** Size of a value. */
    Extent extent(int value) {
        return input.halved(plan.halvings(value));
    }

    /** Channels of a value as it lies in memory. */
    int channels(int value) {
        return plan.halvings(value) == 0 ? plan.channels(value) : Lanes.padded(plan.channels(value));
    }

    /** The tensor of a value, given memory at the first call. */
    Tensor of(int value) {
        List<Integer> members = layers.members(value);
        if (members.size() == 1) {
            return values.computeIfAbsent(value, v -> Tensor.of(channels(v), extent(v)));
        }
        Tensor first = of(members.get(0));
        return new Tensor(
                first.region(), first.firstChannel(), first.channels() + channels(members.get(1)), first.extent());
    }

    /** The place of a skip together with the room of as many channels before it. */
    Tensor withRoomBefore(int skip) {
        Tensor tensor = withRoomBefore.get(skip);
        if (tensor == null) {
            throw new IllegalStateException("value " + skip + " has no room before it");
        }
        return tensor;
    }

    private void placeJoin(Layers.Join join) {
        boolean residual = plan.network().residual();
        int before = residual ? channels(join.skip()) : 0;
        int all = before + join.order().stream().mapToInt(this::channels).sum();
        Tensor whole = Tensor.of(all, extent(join.skip()));
        int at = before;
        for (int value : join.order()) {
            values.put(value, whole.slice(at, channels(value)));
            at += channels(value);
        }
        if (residual) {
            withRoomBefore.put(join.skip(), whole.slice(0, 2 * before));
        }
    }

    /** The tensor that a convolution of several branches writes: before norm, and bare ones to their place. */
    Tensor raw(Layer.Convolve layer, int bareResult) {
        List<Operation> branches = layer.branches();
        if (branches.size() == 1) {
            Operation only = branches.get(0);
            return only.norm() ? Tensor.of(channels(only.output()), extent(only.output())) : of(bareResult);
        }
        if (branches.stream().allMatch(Operation::norm)) {
            int channels = branches.stream().mapToInt(b -> channels(b.output())).sum();
            return Tensor.of(channels, extent(branches.get(0).output()));
        }
        return withRoomBefore(bareResult);
    }
}
