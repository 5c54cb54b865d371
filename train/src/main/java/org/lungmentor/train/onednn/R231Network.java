package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungmentor.train.Precision;
import org.lungmentor.train.SliceSource;
import org.lungmentor.train.weights.R231Weights;

/**
 * R231 on the processor: says of every pixel of a slice whether it is nothing, right lung or left lung. Threads take a slice each;
 * besides the weights (116 MB as published) a thread needs 65 MB for slices of 256 x 256. One caller at a time.
 */
public final class R231Network implements AutoCloseable {
    private final int height;
    private final int width;
    private final R231Kernels kernels;
    private final Workers workers;
    private final List<Desk> desks = new ArrayList<>();

    /** What one thread works with. */
    private record Desk(OneDnn dnn, Program program, OffHeap memory, float[] slice) {
        FloatBuffer logits(SliceSource source, int number) {
            source.read(number, slice);
            Tensor input = program.input();
            OffHeap.buffer(input.address(), input.bytes()).asFloatBuffer().put(slice);
            program.forward();
            Tensor logits = program.logits();
            return OffHeap.buffer(logits.address(), logits.bytes()).asFloatBuffer();
        }

        void close() {
            program.close();
            memory.close();
            dnn.close();
        }
    }

    /** Why it cannot compute here, as a sentence; empty where it can. */
    public static Optional<String> unavailable() {
        return new OneDnnEngineFactory().unavailable("cpu", Precision.FLOAT32);
    }

    /**
     * The network for slices of one size.
     *
     * @param height rows, a multiple of {@link R231Weights#divisor}
     * @param width columns, likewise
     * @param threads at least 1, the calling one among them
     */
    public R231Network(R231Weights weights, int height, int width, int threads) {
        if (height % R231Weights.divisor() != 0 || width % R231Weights.divisor() != 0) {
            throw new IllegalArgumentException("slices of " + height + " x " + width);
        }
        this.height = height;
        this.width = width;
        NativeLibrary.load();
        kernels = new R231Kernels(weights);
        workers = new Workers(threads);
        for (int i = 0; i < threads; i++) {
            OneDnn dnn = new OneDnn(1);
            Program program = R231Program.build(dnn, kernels, height, width);
            OffHeap memory = new OffHeap(program.bytes());
            program.bind(memory.address());
            desks.add(new Desk(dnn, program, memory, new float[height * width]));
        }
    }

    /**
     * The class of every pixel: the largest logit's, the first among equals (log-softmax takes the same from all and keeps their order).
     *
     * @param slices how many
     * @param source the slices, scaled to 0 at -1024 HU and 1 at 600 HU
     * @param into [slices, height, width]: 0 nothing, 1 right lung, 2 left lung
     */
    public void classify(int slices, SliceSource source, byte[] into) {
        int pixels = height * width;
        workers.run(slices, (slice, worker) -> {
            FloatBuffer logits = desks.get(worker).logits(source, slice);
            for (int i = 0; i < pixels; i++) {
                into[slice * pixels + i] = largest(logits, i * Lanes.BLOCK);
            }
        });
    }

    /** The logits [classes, height, width] of one slice. */
    float[] logits(SliceSource source, int slice) {
        FloatBuffer blocked = desks.get(0).logits(source, slice);
        int pixels = height * width;
        float[] logits = new float[R231Weights.CLASSES * pixels];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = blocked.get(i % pixels * Lanes.BLOCK + i / pixels);
        }
        return logits;
    }

    @Override
    public void close() {
        workers.close();
        desks.forEach(Desk::close);
        kernels.close();
    }

    private static byte largest(FloatBuffer logits, int at) {
        int best = 0;
        for (int c = 1; c < R231Weights.CLASSES; c++) {
            if (logits.get(at + c) > logits.get(at + best)) {
                best = c;
            }
        }
        return (byte) best;
    }
}
