package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.BLOCK;
import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;
import static org.lungmentor.train.onednn.Lanes.VOXEL;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Inner loops over groups of {@link Lanes#BLOCK} floats, the channels of a voxel. Vectors never leave a method: across a call that is
 * not inlined they would be boxed. Offsets count bytes. Where the loop is per channel it runs once for each vector of a group, over
 * data that are in the nearest cache by then.
 *
 * <p>Instance norm and PReLU with slope s of z, by channel: {@code xh = scale*z + shift} with {@code scale = 1/sqrt(var + eps)},
 * {@code shift = -mean*scale}; {@code y = max(xh, 0) + s*min(xh, 0)}. Backwards from g = dL/dy, with
 * {@code a = dL/dxh = g where xh >= 0, s*g elsewhere}: {@code dL/dz = scale*(a - mean(a) - xh*mean(a*xh))}, {@code dL/ds = sum
 * g*min(xh, 0)} (Ulyanov et al. 2016, instance normalization; the derivative is batch normalization's, Ioffe and Szegedy 2015, section 3,
 * over one case).
 */
final class VectorLoops {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);

    private VectorLoops() {}

    private static FloatVector load(ByteBuffer from, int offset) {
        return FloatVector.fromByteBuffer(SPECIES, from, offset, ORDER);
    }

    /** {@code to += from}, both from their beginning. */
    static void add(ByteBuffer from, ByteBuffer to, int floats) {
        for (int i = 0; i < floats * Float.BYTES; i += LANES * Float.BYTES) {
            load(to, i).add(load(from, i)).intoByteBuffer(to, i, ORDER);
        }
    }

    /** {@code to += from}, from a float's index and a byte's offset. */
    static void add(float[] from, int at, ByteBuffer to, int offset, int floats) {
        for (int i = 0; i < floats; i += LANES) {
            int target = offset + i * Float.BYTES;
            load(to, target).add(FloatVector.fromArray(SPECIES, from, at + i)).intoByteBuffer(to, target, ORDER);
        }
    }

    /** {@code to = a + b}; to may be a or b. */
    static void add(ByteBuffer a, ByteBuffer b, ByteBuffer to, int offset, int groups) {
        for (int i = offset; i < offset + groups * VOXEL; i += LANES * Float.BYTES) {
            load(a, i).add(load(b, i)).intoByteBuffer(to, i, ORDER);
        }
    }

    /** Sums by channel of z - pivot (first {@code BLOCK} of {@code sums}) and of its square (the next). */
    static void moments(ByteBuffer z, int offset, int groups, float[] pivot, float[] sums) {
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, pivot, lane);
            FloatVector sum = ZERO;
            FloatVector square = ZERO;
            int from = offset + lane * Float.BYTES;
            for (int i = from; i < from + groups * VOXEL; i += VOXEL) {
                FloatVector v = load(z, i).sub(p);
                sum = sum.add(v);
                square = v.fma(v, square);
            }
            sum.intoArray(sums, lane);
            square.intoArray(sums, BLOCK + lane);
        }
    }

    /** y = PReLU(norm(z)). */
    static void activate(
            ByteBuffer z, ByteBuffer y, int offset, int groups, float[] scale, float[] shift, float slope) {
        FloatVector s = FloatVector.broadcast(SPECIES, slope);
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, scale, lane);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, lane);
            int from = offset + lane * Float.BYTES;
            for (int i = from; i < from + groups * VOXEL; i += VOXEL) {
                FloatVector x = load(z, i).fma(a, b);
                x.min(ZERO).fma(s, x.max(ZERO)).intoByteBuffer(y, i, ORDER);
            }
        }
    }

    /** y = PReLU(norm(z)) + addend + bias; y may be the addend. */
    static void activateAndAdd(
            ByteBuffer z,
            ByteBuffer addend,
            ByteBuffer y,
            int offset,
            int groups,
            float[] scale,
            float[] shift,
            float slope,
            float[] bias) {
        FloatVector s = FloatVector.broadcast(SPECIES, slope);
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, scale, lane);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, lane);
            FloatVector c = FloatVector.fromArray(SPECIES, bias, lane);
            int from = offset + lane * Float.BYTES;
            for (int i = from; i < from + groups * VOXEL; i += VOXEL) {
                FloatVector x = load(z, i).fma(a, b);
                x.min(ZERO).fma(s, x.max(ZERO)).add(load(addend, i)).add(c).intoByteBuffer(y, i, ORDER);
            }
        }
    }

    /** Sums by channel, one after the other in {@code sums}: a, a*xh, g*min(xh, 0), g. */
    static void gradientSums(
            ByteBuffer g,
            ByteBuffer z,
            int offset,
            int groups,
            float[] scale,
            float[] shift,
            float slope,
            float[] sums) {
        FloatVector less = FloatVector.broadcast(SPECIES, slope - 1);
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector r = FloatVector.fromArray(SPECIES, scale, lane);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, lane);
            FloatVector sumA = ZERO;
            FloatVector sumAx = ZERO;
            FloatVector sumSlope = ZERO;
            FloatVector sumG = ZERO;
            int from = offset + lane * Float.BYTES;
            for (int i = from; i < from + groups * VOXEL; i += VOXEL) {
                FloatVector x = load(z, i).fma(r, b);
                FloatVector gv = load(g, i);
                FloatVector a = negativePart(gv, x).fma(less, gv);
                sumA = sumA.add(a);
                sumAx = a.fma(x, sumAx);
                sumSlope = gv.fma(x.min(ZERO), sumSlope);
                sumG = sumG.add(gv);
            }
            sumA.intoArray(sums, lane);
            sumAx.intoArray(sums, BLOCK + lane);
            sumSlope.intoArray(sums, 2 * BLOCK + lane);
            sumG.intoArray(sums, 3 * BLOCK + lane);
        }
    }

    /** {@code dz = scale*(a - meanA - xh*meanAx)}; dz may be z. */
    static void gradient(
            ByteBuffer g,
            ByteBuffer z,
            ByteBuffer dz,
            int offset,
            int groups,
            float[] scale,
            float[] shift,
            float slope,
            float[] meanA,
            float[] meanAx) {
        FloatVector less = FloatVector.broadcast(SPECIES, slope - 1);
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector r = FloatVector.fromArray(SPECIES, scale, lane);
            FloatVector b = FloatVector.fromArray(SPECIES, shift, lane);
            FloatVector m = FloatVector.fromArray(SPECIES, meanA, lane);
            FloatVector n = FloatVector.fromArray(SPECIES, meanAx, lane).neg();
            int from = offset + lane * Float.BYTES;
            for (int i = from; i < from + groups * VOXEL; i += VOXEL) {
                FloatVector x = load(z, i).fma(r, b);
                FloatVector gv = load(g, i);
                FloatVector a = negativePart(gv, x).fma(less, gv);
                x.fma(n, a.sub(m)).mul(r).intoByteBuffer(dz, i, ORDER);
            }
        }
    }

    /** v where x is negative, 0 elsewhere, without a mask: x's sign bit spread over the word. */
    private static FloatVector negativePart(FloatVector v, FloatVector x) {
        return v.reinterpretAsInts()
                .and(x.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31))
                .reinterpretAsFloats();
    }
}
