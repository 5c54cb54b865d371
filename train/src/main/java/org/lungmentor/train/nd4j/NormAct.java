package org.lungmentor.train.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Instance norm and PReLU of one operation: {@code x = (y - mean) / sqrt(variance + 1e-5)} for each case and channel, then
 * {@code x > 0 ? x : slope*x}. Holds x and 1/sqrt(variance + 1e-5) for the way back.
 */
final class NormAct implements AutoCloseable {
    private static final double EPSILON = 1e-5;

    private final long[] shape;
    private final INDArray normal;
    private final INDArray scale;
    private final INDArray output;

    private NormAct(long[] shape, INDArray normal, INDArray scale, INDArray output) {
        this.shape = shape;
        this.normal = normal;
        this.scale = scale;
        this.output = output;
    }

    /** Of y [N, C, D, H, W], which it takes over and overwrites. */
    static NormAct of(INDArray y, double slope) {
        long[] shape = y.shape();
        long rows = shape[0] * shape[1];
        INDArray x = y.reshape('c', rows, y.length() / rows);
        try (INDArray mean = x.mean(true, 1)) {
            x.subiColumnVector(mean);
        }
        INDArray scale;
        try (INDArray square = x.mul(x)) {
            scale = square.mean(true, 1);
        }
        scale.addi(EPSILON);
        Transforms.sqrt(scale, false);
        scale.rdivi(1.0);
        x.muliColumnVector(scale);
        INDArray output = x.dup('c');
        try (INDArray negative = negative(x)) {
            // x > 0 ? x : slope * x
            negative.muli(slope - 1).addi(1);
            output.muli(negative);
        }
        return new NormAct(shape, y, scale, output.reshape('c', shape));
    }

    /** What the operation hands on; the receiver closes it. */
    INDArray output() {
        return output;
    }

    /**
     * The gradient by y from that by the output.
     *
     * @param slopeGradient one element; the slope's gradient is added to it
     */
    INDArray backward(INDArray gradient, double slope, INDArray slopeGradient) {
        INDArray x = normal.reshape('c', scale.size(0), normal.length() / scale.size(0));
        INDArray dx = gradient.reshape('c', x.shape()).dup('c');
        try (INDArray negative = negative(x)) {
            try (INDArray part = dx.mul(x)) {
                part.muli(negative);
                slopeGradient.addi(part.sumNumber().doubleValue());
            }
            negative.muli(slope - 1).addi(1);
            dx.muli(negative);
        }
        // dy = scale * (dx - mean(dx) - x * mean(dx * x))
        try (INDArray mean = dx.mean(true, 1);
                INDArray product = dx.mul(x);
                INDArray along = product.mean(true, 1)) {
            product.assign(x).muliColumnVector(along);
            dx.subiColumnVector(mean).subi(product).muliColumnVector(scale);
        }
        return dx.reshape('c', shape);
    }

    /** 1 where x is negative, else 0. */
    private static INDArray negative(INDArray x) {
        try (INDArray is = x.lt(0)) {
            return is.castTo(x.dataType());
        }
    }

    @Override
    public void close() {
        normal.close();
        scale.close();
    }
}
