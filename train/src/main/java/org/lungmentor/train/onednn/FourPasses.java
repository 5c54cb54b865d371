package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The matrices of {@link Winograd#F4} as {@link Pass}es (Lavin and Gray 2016, arXiv:1509.09308, section 4.3):
 *
 * <pre>
 *   B^T = 4  0 -5  0  1  0     G = 1/4    0    0      A^T = 1  1  1  1  1  0
 *         0 -4 -4  1  1  0        -1/6 -1/6 -1/6            0  1 -1  2 -2  0
 *         0  4 -4 -1  1  0        -1/6  1/6 -1/6            0  1  1  4  4  0
 *         0 -2 -1  2  1  0        1/24 1/12  1/6            0  1 -1  8 -8  1
 *         0  2 -1 -2  1  0        1/24 -1/12 1/6
 *         0  4  0 -5  0  1           0    0    1
 * </pre>
 *
 * <p>What rows have in common is computed once, and all of a line is in registers.
 */
final class FourPasses {
    private FourPasses() {}

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(SPECIES, from, at);
    }

    /** {@code factor*x + y}. */
    private static FloatVector plus(float factor, FloatVector x, FloatVector y) {
        return x.lanewise(VectorOperators.FMA, factor, y);
    }

    /** B^T, 6 to 6. */
    static void input(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 6 * o * inner + i;
                FloatVector a = load(from, at);
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                FloatVector d = load(from, at + 3 * inner);
                FloatVector e = load(from, at + 4 * inner);
                FloatVector f = load(from, at + 5 * inner);
                FloatVector even = plus(-4, c, e);
                FloatVector odd = plus(-4, b, d);
                FloatVector even2 = e.sub(c);
                FloatVector odd2 = d.sub(b).mul(2);
                plus(4, a, plus(-5, c, e)).intoArray(to, at);
                even.add(odd).intoArray(to, at + inner);
                even.sub(odd).intoArray(to, at + 2 * inner);
                even2.add(odd2).intoArray(to, at + 3 * inner);
                even2.sub(odd2).intoArray(to, at + 4 * inner);
                plus(4, b, plus(-5, d, f)).intoArray(to, at + 5 * inner);
            }
        }
    }

    /** A^T, 6 to 4. */
    static void output(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 6 * o * inner + i;
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                FloatVector d = load(from, at + 3 * inner);
                FloatVector e = load(from, at + 4 * inner);
                FloatVector even = b.add(c);
                FloatVector odd = b.sub(c);
                FloatVector even2 = d.add(e);
                FloatVector odd2 = d.sub(e);
                int target = 4 * o * inner + i;
                load(from, at).add(even).add(even2).intoArray(to, target);
                plus(2, odd2, odd).intoArray(to, target + inner);
                plus(4, even2, even).intoArray(to, target + 2 * inner);
                plus(8, odd2, odd).add(load(from, at + 5 * inner)).intoArray(to, target + 3 * inner);
            }
        }
    }

    /** A, 4 to 6. */
    static void outputGradient(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 4 * o * inner + i;
                FloatVector a = load(from, at);
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                FloatVector d = load(from, at + 3 * inner);
                FloatVector even = a.add(c);
                FloatVector odd = b.add(d);
                FloatVector even2 = plus(4, c, a);
                FloatVector odd2 = plus(4, d, b).mul(2);
                int target = 6 * o * inner + i;
                a.intoArray(to, target);
                even.add(odd).intoArray(to, target + inner);
                even.sub(odd).intoArray(to, target + 2 * inner);
                even2.add(odd2).intoArray(to, target + 3 * inner);
                even2.sub(odd2).intoArray(to, target + 4 * inner);
                d.intoArray(to, target + 5 * inner);
            }
        }
    }

    /** G, 3 to 6. */
    static void weights(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 3 * o * inner + i;
                FloatVector a = load(from, at);
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                FloatVector even = a.add(c).mul(-1 / 6f);
                FloatVector odd = b.mul(-1 / 6f);
                FloatVector even2 = plus(4, c, a).mul(1 / 24f);
                FloatVector odd2 = b.mul(1 / 12f);
                int target = 6 * o * inner + i;
                a.mul(1 / 4f).intoArray(to, target);
                even.add(odd).intoArray(to, target + inner);
                even.sub(odd).intoArray(to, target + 2 * inner);
                even2.add(odd2).intoArray(to, target + 3 * inner);
                even2.sub(odd2).intoArray(to, target + 4 * inner);
                c.intoArray(to, target + 5 * inner);
            }
        }
    }

    /** G^T, 6 to 3. */
    static void weightGradient(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 6 * o * inner + i;
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                FloatVector d = load(from, at + 3 * inner);
                FloatVector e = load(from, at + 4 * inner);
                FloatVector even = b.add(c).mul(-1 / 6f);
                FloatVector even2 = d.add(e).mul(1 / 24f);
                int target = 3 * o * inner + i;
                plus(1 / 4f, load(from, at), even).add(even2).intoArray(to, target);
                plus(1 / 6f, c.sub(b), d.sub(e).mul(1 / 12f)).intoArray(to, target + inner);
                plus(4, even2, even).add(load(from, at + 5 * inner)).intoArray(to, target + 2 * inner);
            }
        }
    }
}
