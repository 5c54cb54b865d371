package org.lungmentor.train.onednn;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A network at one size: steps and the memory plan of everything between them. */
final class Program implements AutoCloseable {
    private final List<Step> forward;
    private final List<Step> backward;
    private final Tensor input;
    private final Tensor logits;
    private final Tensor logitsGradient;
    private final Set<Region> regions = new LinkedHashSet<>();
    private final long bytes;

    /**
     * @param backward none where only {@link #forward} is wanted
     * @param input plain [inputs, D, H, W], to be filled before {@link #forward}
     * @param logits plain [heads, D, H, W], to be read after it
     * @param logitsGradient plain [heads, D, H, W], to be filled before {@link #backward}
     */
    Program(List<Step> forward, List<Step> backward, Tensor input, Tensor logits, Tensor logitsGradient) {
        this.forward = List.copyOf(forward);
        this.backward = List.copyOf(backward);
        this.input = input;
        this.logits = logits;
        this.logitsGradient = logitsGradient;
        int index = 0;
        touch(input.region(), index);
        for (Step step : this.forward) {
            touch(step.touched(), index++);
        }
        touch(logits.region(), index++);
        if (!backward.isEmpty()) {
            touch(logitsGradient.region(), index++);
        }
        for (Step step : this.backward) {
            touch(step.touched(), index++);
        }
        bytes = BufferPlan.place(regions);
    }

    /** Memory that it needs. */
    long bytes() {
        return bytes;
    }

    Tensor input() {
        return input;
    }

    Tensor logits() {
        return logits;
    }

    Tensor logitsGradient() {
        return logitsGradient;
    }

    /** Moves it into memory of at least {@link #bytes}. */
    void bind(long address) {
        regions.forEach(region -> region.bind(address));
        forward.forEach(Step::bind);
        backward.forEach(Step::bind);
    }

    void forward() {
        forward.forEach(Step::run);
    }

    void backward() {
        backward.forEach(Step::run);
    }

    @Override
    public void close() {
        forward.forEach(Step::close);
        backward.forEach(Step::close);
    }

    private void touch(List<Region> touched, int step) {
        touched.forEach(region -> touch(region, step));
    }

    private void touch(Region region, int step) {
        region.touch(step);
        regions.add(region);
    }
}
