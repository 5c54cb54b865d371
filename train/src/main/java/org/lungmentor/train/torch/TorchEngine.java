package org.lungmentor.train.torch;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.conv3d;
import static org.bytedeco.pytorch.global.torch.conv_transpose3d;
import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.get_num_threads;
import static org.bytedeco.pytorch.global.torch.globalContext;
import static org.bytedeco.pytorch.global.torch.instance_norm;
import static org.bytedeco.pytorch.global.torch.prelu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lungmentor.train.Dense;
import org.lungmentor.train.NetworkEngine;
import org.lungmentor.train.Plan;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Walks a plan with libtorch's operations and takes the gradients from its autograd. Parameters and the sum of gradients stay
 * on the device between updates. Nothing depends on which device it is; on a GPU convolutions are in full float32 (no TF32) and
 * deterministic.
 */
final class TorchEngine implements NetworkEngine {
    private static final long[] ONE = {1, 1, 1};
    private static final long[] TWO = {2, 2, 2};
    private static final long[] NONE = {0, 0, 0};

    private final Plan plan;
    private final Device device;
    private final int threads;
    private final int[] lastUse;
    private final Tensor flat;
    private final List<Tensor> leaves = new ArrayList<>();
    private Optional<Tensor> kept = Optional.empty();

    TorchEngine(Plan plan, String device, int threads) {
        TorchLibrary.load();
        globalContext().setAllowTF32CuDNN(false);
        globalContext().setDeterministicCuDNN(true);
        this.plan = plan;
        this.device = new Device(device);
        this.threads = threads;
        this.lastUse = lastUse(plan);
        try (PointerScope scope = new PointerScope()) {
            flat = org.bytedeco.pytorch.global.torch.zeros(plan.length()).to(this.device, ScalarType.Float);
            flat.retainReference();
            for (Plan.Parameter p : plan.parameters()) {
                // A leaf that shares the flat tensor's memory: what is copied into that is seen here.
                Tensor leaf =
                        flat.narrow(0, p.offset(), p.length()).view(p.shape()).detach();
                leaf.set_requires_grad(true);
                leaf.retainReference();
                leaves.add(leaf);
            }
        }
    }

    /** For each value the last operation that reads it; outputs are read to the end. */
    private static int[] lastUse(Plan plan) {
        int[] last = new int[plan.values()];
        for (int i = 0; i < plan.operations().size(); i++) {
            Plan.Operation operation = plan.operations().get(i);
            last[operation.a()] = i;
            if (operation.b() >= 0) {
                last[operation.b()] = i;
            }
        }
        for (int output : plan.outputs()) {
            last[output] = Integer.MAX_VALUE;
        }
        return last;
    }

    /** The array's own memory as a tensor; nothing is copied. */
    private static Tensor host(INDArray array) {
        return from_blob(Dense.pointer(array), array.shape());
    }

    private Tensor onDevice(INDArray array) {
        return host(array).to(device, ScalarType.Float);
    }

    private void useThreads() {
        if (get_num_threads() != threads) {
            set_num_threads(threads);
        }
    }

    @Override
    public void parameters(INDArray params) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode off = new AutoGradMode(false)) {
            flat.copy_(host(params).view(flat.sizes()));
        }
    }

    @Override
    public void forward(INDArray x, INDArray out, boolean keep) {
        forget();
        useThreads();
        try (PointerScope scope = new PointerScope();
                AutoGradMode mode = new AutoGradMode(keep)) {
            Tensor cases = onDevice(x);
            Tensor logits = logits(cases.narrow(0, 0, 1));
            for (long n = 1; n < x.size(0); n++) {
                logits = cat(new TensorVector(logits, logits(cases.narrow(0, n, 1))), 0);
            }
            host(out).copy_(logits.detach());
            if (keep) {
                logits.retainReference();
                kept = Optional.of(logits);
            }
        }
    }

    /**
     * One case through the plan. Cases go one by one: on some AMD processors with AVX-512, conv_transpose3d of libtorch 2.7
     * (oneDNN, 4 channels to 1) is wrong for two.
     */
    private Tensor logits(Tensor x) {
        Tensor[] values = new Tensor[plan.values()];
        values[0] = x;
        List<Plan.Operation> operations = plan.operations();
        for (int i = 0; i < operations.size(); i++) {
            Plan.Operation operation = operations.get(i);
            values[operation.output()] = run(operation, values);
            release(values, operation.a(), i);
            if (operation.b() != operation.a()) {
                release(values, operation.b(), i);
            }
        }
        int[] outputs = plan.outputs();
        return outputs.length == 1
                ? values[outputs[0]]
                : cat(new TensorVector(values[outputs[0]], values[outputs[1]]), 1);
    }

    /** Gives back what autograd has not saved. */
    private void release(Tensor[] values, int value, int operation) {
        if (value >= 0 && lastUse[value] == operation) {
            values[value].close();
        }
    }

    private Tensor run(Plan.Operation operation, Tensor[] values) {
        Tensor a = values[operation.a()];
        return switch (operation.kind()) {
            case ADD -> a.add(values[operation.b()]);
            case CAT -> cat(new TensorVector(a, values[operation.b()]), 1);
            case CONV, UP -> convolve(operation, a);
        };
    }

    private Tensor convolve(Plan.Operation operation, Tensor a) {
        Tensor weight = leaves.get(operation.weight());
        TensorOptional bias = new TensorOptional(leaves.get(operation.bias()));
        Tensor y = operation.kind() == Plan.Kind.UP
                ? conv_transpose3d(a, weight, bias, TWO, ONE, ONE, 1, ONE)
                : conv3d(
                        a,
                        weight,
                        bias,
                        operation.stride() == 2 ? TWO : ONE,
                        operation.kernel() == 3 ? ONE : NONE,
                        ONE,
                        1);
        if (!operation.norm()) {
            return y;
        }
        TensorOptional no = new TensorOptional();
        Tensor normal = instance_norm(y, no, no, no, no, true, 0.1, 1e-5, true);
        Tensor active = prelu(normal, leaves.get(operation.slope()));
        y.close();
        normal.close();
        return active;
    }

    @Override
    public void backward(INDArray outGradient) {
        Tensor logits = kept.orElseThrow(() -> new IllegalStateException("backward follows a forward that keeps"));
        useThreads();
        try (PointerScope scope = new PointerScope()) {
            logits.backward(onDevice(outGradient), new BoolOptional(), false, new TensorArrayRefOptional());
        } finally {
            forget();
        }
    }

    @Override
    public void gradient(INDArray into) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode off = new AutoGradMode(false)) {
            Tensor target = host(into).view(flat.sizes());
            Tensor sum = org.bytedeco.pytorch.global.torch.zeros_like(flat);
            for (int i = 0; i < leaves.size(); i++) {
                Plan.Parameter p = plan.parameters().get(i);
                Tensor gradient = leaves.get(i).grad();
                if (gradient.defined()) {
                    sum.narrow(0, p.offset(), p.length()).view(p.shape()).copy_(gradient);
                    gradient.zero_();
                }
            }
            target.copy_(sum);
        }
    }

    private void forget() {
        kept.ifPresent(Tensor::close);
        kept = Optional.empty();
    }

    @Override
    public void close() {
        forget();
        leaves.forEach(Tensor::close);
        leaves.clear();
        flat.close();
        device.close();
    }
}
