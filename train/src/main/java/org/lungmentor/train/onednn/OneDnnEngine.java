package org.lungmentor.train.onednn;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lungmentor.train.Dense;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes a plan on the processor. Weights stay packed between updates, gradients stay in the kernels' layout until they are asked for,
 * and all that lies between operations shares one piece of memory, planned for each size. Cases of a batch are computed one
 * after the other. A bias in front of a norm has the gradient 0.
 */
final class OneDnnEngine implements NetworkEngine {
    /** Sizes whose programs are kept: enough for training and validation to take turns, few enough to stay small. */
    private static final int PROGRAMS = 8;

    private record Size(Extent extent, boolean keep) {}

    private final Plan plan;
    private final OneDnn dnn;
    private final Layers layers;
    private final WeightStore weights;
    private final Convolver convolver;
    private final Map<Size, Program> programs = new LinkedHashMap<>(16, 0.75f, true);
    private OffHeap memory = new OffHeap(0);
    private Kept kept = new Kept.Nothing();

    /** What the last forward left for the way back. */
    private sealed interface Kept {
        record Nothing() implements Kept {}

        /** The program still holds the last case; the others are computed again. */
        record Batch(Program program, INDArray x) implements Kept {}
    }

    OneDnnEngine(Plan plan, int threads, Precision precision) {
        this(plan, threads, precision, new WinogradRule());
    }

    OneDnnEngine(Plan plan, int threads, Precision precision, WinogradConvolver.Rule rule) {
        this.plan = plan;
        dnn = new OneDnn(threads);
        layers = new Layers(plan);
        weights = new WeightStore(layers, dnn.workers());
        convolver = FirstThatCan.of(dnn, precision, rule);
    }

    @Override
    public void parameters(INDArray params) {
        kept = new Kept.Nothing();
        weights.pack(flat(params));
    }

    @Override
    public void forward(INDArray x, INDArray out, boolean keep) {
        kept = new Kept.Nothing();
        int cases = (int) x.size(0);
        Extent extent = extent(x);
        Program program = program(new Size(extent, keep));
        FloatBuffer from = Dense.floats(x);
        FloatBuffer to = Dense.floats(out);
        check(from.capacity() == cases * plan.channels(0) * extent.voxels(), "x", x);
        check(to.capacity() == cases * plan.outputs().length * extent.voxels(), "out", out);
        for (int i = 0; i < cases; i++) {
            forward(program, from, i);
            copy(
                    floats(program.logits()),
                    0,
                    to,
                    i * program.logits().floats(),
                    program.logits().floats());
        }
        if (keep) {
            kept = new Kept.Batch(program, x);
        }
    }

    @Override
    public void backward(INDArray outGradient) {
        if (!(kept instanceof Kept.Batch batch)) {
            throw new IllegalStateException("backward needs a forward that keeps before it");
        }
        kept = new Kept.Nothing();
        Program program = batch.program;
        int length = program.logits().floats();
        int cases = (int) batch.x.size(0);
        FloatBuffer from = Dense.floats(outGradient);
        check(from.capacity() == cases * length, "outGradient", outGradient);
        for (int i = cases - 1; i >= 0; i--) {
            if (i < cases - 1) {
                forward(program, Dense.floats(batch.x), i);
            }
            copy(from, i * length, floats(program.logitsGradient()), 0, length);
            program.backward();
        }
    }

    @Override
    public void gradient(INDArray into) {
        weights.unpack(flat(into));
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
        programs.clear();
        convolver.close();
        weights.close();
        memory.close();
        dnn.close();
    }

    private void forward(Program program, FloatBuffer x, int index) {
        int length = program.input().floats();
        copy(x, index * length, floats(program.input()), 0, length);
        program.forward();
    }

    private Program program(Size size) {
        Program program = programs.get(size);
        if (program == null) {
            program = ProgramBuilder.build(layers, weights, convolver, dnn.workers(), size.extent, size.keep);
            makeRoom(program);
            programs.put(size, program);
        }
        return program;
    }

    /** Binds a new program; where it needs more memory than there is, all move into new memory. */
    private void makeRoom(Program program) {
        if (programs.size() == PROGRAMS) {
            Size eldest = programs.keySet().iterator().next();
            programs.remove(eldest).close();
        }
        if (program.bytes() > memory.bytes()) {
            memory.close();
            memory = new OffHeap(program.bytes());
            programs.values().forEach(other -> other.bind(memory.address()));
        }
        program.bind(memory.address());
    }

    private Extent extent(INDArray x) {
        int divisor = plan.divisor();
        if (x.rank() != 5 || x.size(1) != plan.channels(0)) {
            throw new IllegalArgumentException(
                    "x is [N, " + plan.channels(0) + ", D, H, W], not " + x.shapeInfoToString());
        }
        for (int axis = 2; axis < 5; axis++) {
            if (x.size(axis) % divisor != 0) {
                throw new IllegalArgumentException("every axis is a multiple of " + divisor + ", not " + x.size(axis));
            }
        }
        return new Extent((int) x.size(2), (int) x.size(3), (int) x.size(4));
    }

    private FloatBuffer flat(INDArray array) {
        FloatBuffer buffer = Dense.floats(array);
        check(buffer.capacity() == plan.length(), "the parameters or their gradient", array);
        return buffer;
    }

    private static void check(boolean right, String name, INDArray array) {
        if (!right) {
            throw new IllegalArgumentException(name + " has a wrong shape: " + array.shapeInfoToString());
        }
    }

    private static FloatBuffer floats(Tensor plain) {
        return OffHeap.buffer(plain.address(), plain.bytes()).asFloatBuffer();
    }

    private static void copy(FloatBuffer from, int first, FloatBuffer to, int target, int length) {
        to.put(target, from, first, length);
    }
}
