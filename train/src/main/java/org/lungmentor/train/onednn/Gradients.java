package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** While the way back is built: the tensors that the users of a value leave their gradients in. The value's gradient is their sum. */
final class Gradients {
    private final Layers layers;
    private final Map<Integer, List<Tensor>> parts = new HashMap<>();

    Gradients(Layers layers) {
        this.layers = layers;
    }

    /** A gradient of a value; of a joined one, its members' side by side. */
    void add(int value, Tensor gradient, Places places) {
        List<Integer> members = layers.members(value);
        int at = 0;
        for (int member : members) {
            int channels = members.size() == 1 ? gradient.channels() : places.channels(member);
            parts.computeIfAbsent(member, m -> new ArrayList<>()).add(gradient.slice(at, channels));
            at += channels;
        }
    }

    /** All parts of a value's gradient, the latest last; at least one. */
    List<Tensor> of(int value) {
        List<Tensor> list = parts.get(value);
        if (list == null) {
            throw new IllegalStateException("nothing uses value " + value);
        }
        return list;
    }
}
