package org.lungmentor.train.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Walks a plan forwards and its gradients backwards with plain ND4J operations: the readable form of what every engine does.
 * Every array is closed as soon as nothing reads it any more.
 */
final class Nd4jEngine implements NetworkEngine {
    private final Plan plan;
    private final INDArray flat;
    private final INDArray sum;
    private final List<INDArray> parameters;
    private final List<INDArray> gradients;
    private Optional<Pass> kept = Optional.empty();

    Nd4jEngine(Plan plan) {
        this(plan, DataType.FLOAT);
    }

    /** Computes in a type of floating point; what goes in and out has that type. In double, finite differences can check it. */
    Nd4jEngine(Plan plan, DataType type) {
        this.plan = plan;
        flat = Nd4j.createUninitializedDetached(type, 'c', plan.length());
        sum = Nd4j.createUninitializedDetached(type, 'c', plan.length()).assign(0);
        parameters = split(plan, flat);
        gradients = split(plan, sum);
    }

    private static List<INDArray> split(Plan plan, INDArray flat) {
        List<INDArray> views = new ArrayList<>();
        for (Plan.Parameter p : plan.parameters()) {
            INDArray part = flat.get(NDArrayIndex.interval(p.offset(), p.offset() + p.length()));
            views.add(part.reshape('c', p.shape()));
        }
        return views;
    }

    /** What a forward pass leaves: the values, and of each operation with a norm what its backward needs. */
    private static final class Pass {
        final @Nullable INDArray[] values;
        final @Nullable NormAct[] norms;

        Pass(Plan plan) {
            values = new INDArray[plan.values()];
            norms = new NormAct[plan.operations().size()];
        }

        INDArray value(int index) {
            INDArray value = values[index];
            if (value == null) {
                throw new IllegalStateException("value " + index + " is not there");
            }
            return value;
        }

        /** Frees a value; the input (0) belongs to the caller. */
        void close(int index) {
            INDArray value = values[index];
            if (value != null && index != 0) {
                value.close();
            }
            values[index] = null;
        }

        void close() {
            for (int i = 0; i < values.length; i++) {
                close(i);
            }
            for (NormAct norm : norms) {
                if (norm != null) {
                    norm.close();
                }
            }
        }
    }

    @Override
    public void parameters(INDArray params) {
        flat.assign(params.reshape(flat.shape()));
    }

    @Override
    public void forward(INDArray x, INDArray out, boolean keep) {
        forget();
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            Pass pass = new Pass(plan);
            pass.values[0] = x;
            List<Plan.Operation> operations = plan.operations();
            for (int i = 0; i < operations.size(); i++) {
                Plan.Operation operation = operations.get(i);
                pass.values[operation.output()] = run(pass, i, operation, keep);
                if (!keep) {
                    closeUnread(pass, i);
                }
            }
            int[] outputs = plan.outputs();
            for (int head = 0; head < outputs.length; head++) {
                out.get(channels(head, head + 1)).assign(pass.value(outputs[head]));
            }
            if (keep) {
                kept = Optional.of(pass);
            } else {
                pass.close();
            }
        }
    }

    private void closeUnread(Pass pass, int done) {
        List<Plan.Operation> operations = plan.operations();
        Plan.Operation operation = operations.get(done);
        for (int value : new int[] {operation.a(), operation.b()}) {
            boolean read = operations.subList(done + 1, operations.size()).stream()
                    .anyMatch(o -> o.a() == value || o.b() == value);
            if (value > 0 && !read) {
                pass.close(value);
            }
        }
    }

    private INDArray run(Pass pass, int index, Plan.Operation operation, boolean keep) {
        INDArray a = pass.value(operation.a());
        switch (operation.kind()) {
            case ADD:
                return a.add(pass.value(operation.b()));
            case CAT:
                return Nd4j.concat(1, a, pass.value(operation.b()));
            default:
                break;
        }
        INDArray y =
                Convolution.forward(operation, a, parameters.get(operation.weight()), parameters.get(operation.bias()));
        if (!operation.norm()) {
            return y;
        }
        NormAct norm = NormAct.of(y, slope(operation));
        INDArray active = norm.output();
        if (keep) {
            pass.norms[index] = norm;
        } else {
            norm.close();
        }
        return active;
    }

    private double slope(Plan.Operation operation) {
        return parameters.get(operation.slope()).getDouble(0);
    }

    @Override
    public void backward(INDArray outGradient) {
        Pass pass = kept.orElseThrow(() -> new IllegalStateException("backward follows a forward that keeps"));
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            @Nullable INDArray[] by = new INDArray[plan.values()];
            int[] outputs = plan.outputs();
            for (int head = 0; head < outputs.length; head++) {
                by[outputs[head]] = outGradient.get(channels(head, head + 1)).dup('c');
            }
            List<Plan.Operation> operations = plan.operations();
            for (int i = operations.size() - 1; i >= 0; i--) {
                Plan.Operation operation = operations.get(i);
                INDArray gradient = by[operation.output()];
                by[operation.output()] = null;
                if (gradient == null) {
                    throw new IllegalStateException("value " + operation.output() + " has no gradient");
                }
                back(pass, i, operation, gradient, by);
                pass.close(operation.output());
            }
        } finally {
            forget();
        }
    }

    private void back(Pass pass, int index, Plan.Operation operation, INDArray gradient, @Nullable INDArray[] by) {
        switch (operation.kind()) {
            case ADD:
                add(by, operation.b(), gradient.dup('c'));
                add(by, operation.a(), gradient);
                return;
            case CAT:
                int middle = plan.channels(operation.a());
                add(by, operation.a(), gradient.get(channels(0, middle)).dup('c'));
                add(
                        by,
                        operation.b(),
                        gradient.get(channels(middle, middle + plan.channels(operation.b())))
                                .dup('c'));
                gradient.close();
                return;
            default:
                break;
        }
        INDArray dy = gradient;
        NormAct norm = pass.norms[index];
        if (norm != null) {
            INDArray slopeGradient = gradients.get(operation.slope());
            dy = norm.backward(gradient, slope(operation), slopeGradient);
            norm.close();
            pass.norms[index] = null;
            gradient.close();
        }
        INDArray dx = Convolution.backward(
                operation,
                pass.value(operation.a()),
                parameters.get(operation.weight()),
                parameters.get(operation.bias()),
                dy,
                gradients.get(operation.weight()),
                gradients.get(operation.bias()));
        dy.close();
        if (operation.a() == 0) {
            dx.close();
        } else {
            add(by, operation.a(), dx);
        }
    }

    /** Adds to a value's gradient and takes the summand over. */
    private static void add(@Nullable INDArray[] by, int value, INDArray summand) {
        INDArray there = by[value];
        if (there == null) {
            by[value] = summand;
        } else {
            there.addi(summand);
            summand.close();
        }
    }

    private static INDArrayIndex[] channels(int from, int to) {
        return new INDArrayIndex[] {
            NDArrayIndex.all(),
            NDArrayIndex.interval(from, to),
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.all()
        };
    }

    @Override
    public void gradient(INDArray into) {
        into.assign(sum.reshape(into.shape()));
        sum.assign(0);
    }

    private void forget() {
        kept.ifPresent(Pass::close);
        kept = Optional.empty();
    }

    @Override
    public void close() {
        forget();
        flat.close();
        sum.close();
    }
}
