package org.lungmentor.train.nd4j;

import org.lungmentor.train.Plan;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * CONV and UP by ND4J's {@code conv3dnew} and {@code deconv3d}, with PyTorch's weights as they are (weight format 1).
 * {@code deconv3d} knows no output padding: it runs without padding into 2n+1 voxels an axis, of which the first is cut off.
 */
final class Convolution {
    private Convolution() {}

    /** y = w * a + b. */
    static INDArray forward(Plan.Operation operation, INDArray a, INDArray weight, INDArray bias) {
        if (operation.kind() == Plan.Kind.CONV) {
            INDArray y = create(
                    a, a.size(0), weight.size(0), out(operation, a, 2), out(operation, a, 3), out(operation, a, 4));
            execute("conv3dnew", arguments(operation), new INDArray[] {a, weight, bias}, y);
            return y;
        }
        try (INDArray whole =
                create(a, a.size(0), weight.size(1), 2 * a.size(2) + 1, 2 * a.size(3) + 1, 2 * a.size(4) + 1)) {
            execute("deconv3d", arguments(operation), new INDArray[] {a, weight, bias}, whole);
            return whole.get(withoutFirst(whole)).dup('c');
        }
    }

    private static long out(Plan.Operation operation, INDArray a, int axis) {
        return a.size(axis) / operation.stride();
    }

    /** Returns dL/da from dL/dy and adds the gradients of weight and bias to theirs. */
    static INDArray backward(
            Plan.Operation operation,
            INDArray a,
            INDArray weight,
            INDArray bias,
            INDArray dy,
            INDArray weightGradient,
            INDArray biasGradient) {
        INDArray da = create(a, a.shape());
        try (INDArray dw = create(a, weight.shape());
                INDArray db = create(a, bias.shape())) {
            if (operation.kind() == Plan.Kind.CONV) {
                execute("conv3dnew_bp", arguments(operation), new INDArray[] {a, weight, bias, dy}, da, dw, db);
            } else {
                try (INDArray whole = Nd4j.zeros(
                        dy.dataType(), dy.size(0), dy.size(1), dy.size(2) + 1, dy.size(3) + 1, dy.size(4) + 1)) {
                    whole.get(withoutFirst(whole)).assign(dy);
                    execute("deconv3d_bp", arguments(operation), new INDArray[] {a, weight, bias, whole}, da, dw, db);
                }
            }
            weightGradient.addi(dw);
            biasGradient.addi(db);
        }
        return da;
    }

    /** Kernel, stride, padding, dilation by axis; no "same" mode; channels first; PyTorch's order of the weight's axes. */
    private static int[] arguments(Plan.Operation operation) {
        int k = operation.kernel();
        int s = operation.stride();
        int p = operation.kind() == Plan.Kind.CONV && k == 3 ? 1 : 0;
        return new int[] {k, k, k, s, s, s, p, p, p, 1, 1, 1, 0, 0, 1};
    }

    /** Not initialised, in no workspace, of the type of another. */
    private static INDArray create(INDArray like, long... shape) {
        return Nd4j.createUninitializedDetached(like.dataType(), 'c', shape);
    }

    private static INDArrayIndex[] withoutFirst(INDArray whole) {
        return new INDArrayIndex[] {
            NDArrayIndex.all(), NDArrayIndex.all(), rest(whole, 2), rest(whole, 3), rest(whole, 4)
        };
    }

    private static INDArrayIndex rest(INDArray whole, int axis) {
        return NDArrayIndex.interval(1, whole.size(axis));
    }

    private static void execute(String name, int[] arguments, INDArray[] in, INDArray... out) {
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(in)
                .addOutputs(out)
                .addIntegerArguments(arguments)
                .build());
    }
}
