package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Plan.Kind;
import org.lungmentor.train.Plan.Operation;

/**
 * A plan read for what can be computed together, whatever the size of the volume: the {@link Layer}s in order, and which values lie
 * side by side so that joining them along the channels is free.
 */
final class Layers {
    /**
     * Values that lie side by side in this order: a skip with what comes from below after it, and, where a second decoder joins
     * another value to the same skip, that value before it.
     */
    record Join(int skip, List<Integer> order) {}

    private record Group(Kind kind, int input, int kernel, int stride) {}

    private final Plan plan;
    private final List<Layer> list = new ArrayList<>();
    private final Map<Integer, Operation> producers = new HashMap<>();
    private final Map<Integer, Join> joins = new LinkedHashMap<>();
    private final Map<Integer, Integer> sameAs = new HashMap<>();

    Layers(Plan plan) {
        this.plan = plan;
        plan.operations().forEach(op -> producers.put(op.output(), op));
        joinValues();
        makeLayers();
    }

    Plan plan() {
        return plan;
    }

    /** In an order in which they can be computed. */
    List<Layer> list() {
        return List.copyOf(list);
    }

    /** The operation that makes a value; none makes the input. */
    Optional<Operation> producer(int value) {
        return Optional.ofNullable(producers.get(value));
    }

    /** The joins, by their skip. */
    Map<Integer, Join> joins() {
        return joins;
    }

    /** The members of a joined value in the order in which they lie; of any other value, itself. */
    List<Integer> members(int value) {
        Operation op = producers.get(value);
        if (op == null || op.kind() != Kind.CAT) {
            return List.of(value);
        }
        List<Integer> order = joinOf(op).order();
        return order.indexOf(op.a()) < order.indexOf(op.b()) ? List.of(op.a(), op.b()) : List.of(op.b(), op.a());
    }

    /** The same number for values that are equal because the same values are joined. */
    int canonical(int value) {
        return sameAs.getOrDefault(value, value);
    }

    /** For each channel as a value lies in memory, which channel of the plan's it is; -1 for those that fill a block. */
    int[] channelsInMemory(int value) {
        if (value == 0) {
            return sequence(0, plan.channels(0), plan.channels(0));
        }
        List<Integer> members = members(value);
        Operation op = producers.get(value);
        int[] all = {};
        for (int member : members) {
            int first = members.size() > 1 && op != null && member == op.b() ? plan.channels(op.a()) : 0;
            int count = plan.channels(member);
            int[] more = sequence(first, count, Lanes.padded(count));
            all = Arrays.copyOf(all, all.length + more.length);
            System.arraycopy(more, 0, all, all.length - more.length, more.length);
        }
        return all;
    }

    /** {@code first, first + 1, ...}, {@code count} of them, filled with -1 to {@code length}. */
    static int[] sequence(int first, int count, int length) {
        int[] channels = new int[length];
        Arrays.setAll(channels, i -> i < count ? first + i : -1);
        return channels;
    }

    private Join joinOf(Operation cat) {
        Join join = joins.get(cat.a());
        if (join == null) {
            throw new IllegalStateException("value " + cat.output() + " joins nothing");
        }
        return join;
    }

    private void joinValues() {
        Map<List<Integer>, Integer> seen = new HashMap<>();
        for (Operation op : plan.operations()) {
            if (op.kind() != Kind.CAT) {
                continue;
            }
            Integer same = seen.putIfAbsent(List.of(op.a(), op.b()), op.output());
            if (same != null) {
                sameAs.put(op.output(), same);
                continue;
            }
            Join join = joins.get(op.a());
            List<Integer> order = join == null ? List.of(op.a(), op.b()) : new ArrayList<>(join.order());
            if (join != null) {
                if (order.size() > 2) {
                    throw new IllegalArgumentException("more than two decoders join value " + op.a());
                }
                order.add(0, op.b());
            }
            joins.put(op.a(), new Join(op.a(), List.copyOf(order)));
        }
    }

    private void makeLayers() {
        Map<Integer, Operation> sums = new HashMap<>();
        Map<Group, List<Operation>> groups = new HashMap<>();
        for (Operation op : plan.operations()) {
            if (op.kind() == Kind.ADD) {
                sums.put(op.a(), op);
            } else if (op.kind() != Kind.CAT && plan.halvings(op.output()) > 0) {
                groups.computeIfAbsent(group(op), g -> new ArrayList<>()).add(op);
            }
        }
        for (Operation op : plan.operations()) {
            if (op.kind() == Kind.CAT) {
                continue;
            }
            if (op.kind() == Kind.ADD) {
                Operation summand = producer(op.a()).orElseThrow();
                list.add(
                        summand.norm()
                                ? new Layer.Activate(summand, op.b(), op.output())
                                : new Layer.Single(summand, op.output()));
                continue;
            }
            List<Operation> together = groups.getOrDefault(group(op), List.of());
            if (!together.isEmpty()) {
                if (together.get(0).equals(op)) {
                    list.add(new Layer.Convolve(op.kind() == Kind.UP, canonical(op.a()), List.copyOf(together)));
                }
            } else if (op.kind() == Kind.UP) {
                list.add(new Layer.Head(op));
            }
            if (op.norm() && !sums.containsKey(op.output())) {
                list.add(new Layer.Activate(op, -1, op.output()));
            }
        }
    }

    private Group group(Operation op) {
        return new Group(op.kind(), canonical(op.a()), op.kernel(), op.stride());
    }
}
