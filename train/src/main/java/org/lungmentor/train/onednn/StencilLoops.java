package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Inner loops of {@link SingleChannel}: along a row of voxels in vectors, what is left over voxel by voxel. */
final class StencilLoops {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int BYTES = Float.BYTES;

    private StencilLoops() {}

    private static FloatVector load(ByteBuffer from, int offset) {
        return FloatVector.fromByteBuffer(SPECIES, from, offset, ORDER);
    }

    /** Row (d, h) of {@code start + taps * x}. */
    static void convolveRow(ByteBuffer x, PaddedVolume padded, float[] taps, float start, ByteBuffer to, int d, int h) {
        Extent extent = padded.extent();
        int row = (d * extent.height() + h) * extent.width() * BYTES;
        int w = 0;
        for (; w + LANES <= extent.width(); w += LANES) {
            FloatVector sum = FloatVector.broadcast(SPECIES, start);
            for (int t = 0; t < 9; t++) {
                int at = padded.offset(d + t / 3, h + t % 3, w);
                sum = load(x, at).fma(FloatVector.broadcast(SPECIES, taps[3 * t]), sum);
                sum = load(x, at + BYTES).fma(FloatVector.broadcast(SPECIES, taps[3 * t + 1]), sum);
                sum = load(x, at + 2 * BYTES).fma(FloatVector.broadcast(SPECIES, taps[3 * t + 2]), sum);
            }
            sum.intoByteBuffer(to, row + w * BYTES, ORDER);
        }
        for (; w < extent.width(); w++) {
            float sum = start;
            for (int t = 0; t < taps.length; t++) {
                sum += taps[t] * x.getFloat(padded.offset(d + t / 9, h + t / 3 % 3, w + t % 3));
            }
            to.putFloat(row + w * BYTES, sum);
        }
    }

    /** Adds the part of plane d to taps {@code 3*plane} to {@code 3*plane + 2} of {@code sum over p of g[p] x[p + t]}. */
    static void correlatePlane(ByteBuffer x, PaddedVolume padded, ByteBuffer g, int d, int plane, double[] sums) {
        Extent extent = padded.extent();
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        float restA = 0;
        float restB = 0;
        float restC = 0;
        for (int h = 0; h < extent.height(); h++) {
            int row = (d * extent.height() + h) * extent.width() * BYTES;
            int at = padded.offset(d + plane / 3, h + plane % 3, 0);
            int w = 0;
            for (; w + LANES <= extent.width(); w += LANES) {
                FloatVector gv = load(g, row + w * BYTES);
                a = load(x, at + w * BYTES).fma(gv, a);
                b = load(x, at + (w + 1) * BYTES).fma(gv, b);
                c = load(x, at + (w + 2) * BYTES).fma(gv, c);
            }
            for (; w < extent.width(); w++) {
                float gv = g.getFloat(row + w * BYTES);
                restA += gv * x.getFloat(at + w * BYTES);
                restB += gv * x.getFloat(at + (w + 1) * BYTES);
                restC += gv * x.getFloat(at + (w + 2) * BYTES);
            }
        }
        sums[3 * plane] += a.reduceLanes(VectorOperators.ADD) + restA;
        sums[3 * plane + 1] += b.reduceLanes(VectorOperators.ADD) + restB;
        sums[3 * plane + 2] += c.reduceLanes(VectorOperators.ADD) + restC;
    }

    /** The sum over plane d. */
    static double sumPlane(ByteBuffer g, Extent extent, int d) {
        int floats = extent.height() * extent.width();
        int first = d * floats;
        double sum = 0;
        for (int i = first; i < first + floats; i++) {
            sum += g.getFloat(i * BYTES);
        }
        return sum;
    }
}
