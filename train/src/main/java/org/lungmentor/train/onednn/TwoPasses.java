package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The matrices of {@link Winograd#F2} as {@link Pass}es (Lavin and Gray 2016, arXiv:1509.09308, section 4.1):
 *
 * <pre>
 *   B^T = 1  0 -1  0     G =  1    0   0      A^T = 1  1  1  0
 *         0  1  1  0         1/2  1/2 1/2           0  1 -1 -1
 *         0 -1  1  0         1/2 -1/2 1/2
 *         0  1  0 -1          0    0   1
 * </pre>
 */
final class TwoPasses {
    private TwoPasses() {}

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(SPECIES, from, at);
    }

    /** B^T, 4 to 4. */
    static void input(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 4 * o * inner + i;
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                load(from, at).sub(c).intoArray(to, at);
                b.add(c).intoArray(to, at + inner);
                c.sub(b).intoArray(to, at + 2 * inner);
                b.sub(load(from, at + 3 * inner)).intoArray(to, at + 3 * inner);
            }
        }
    }

    /** A^T, 4 to 2. */
    static void output(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 4 * o * inner + i;
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                int target = 2 * o * inner + i;
                load(from, at).add(b).add(c).intoArray(to, target);
                b.sub(c).sub(load(from, at + 3 * inner)).intoArray(to, target + inner);
            }
        }
    }

    /** A, 2 to 4. */
    static void outputGradient(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 2 * o * inner + i;
                FloatVector a = load(from, at);
                FloatVector b = load(from, at + inner);
                int target = 4 * o * inner + i;
                a.intoArray(to, target);
                a.add(b).intoArray(to, target + inner);
                a.sub(b).intoArray(to, target + 2 * inner);
                b.neg().intoArray(to, target + 3 * inner);
            }
        }
    }

    /** G, 3 to 4. */
    static void weights(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 3 * o * inner + i;
                FloatVector a = load(from, at);
                FloatVector c = load(from, at + 2 * inner);
                FloatVector even = a.add(c).mul(0.5f);
                FloatVector odd = load(from, at + inner).mul(0.5f);
                int target = 4 * o * inner + i;
                a.intoArray(to, target);
                even.add(odd).intoArray(to, target + inner);
                even.sub(odd).intoArray(to, target + 2 * inner);
                c.intoArray(to, target + 3 * inner);
            }
        }
    }

    /** G^T, 4 to 3. */
    static void weightGradient(float[] from, float[] to, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += LANES) {
                int at = 4 * o * inner + i;
                FloatVector b = load(from, at + inner);
                FloatVector c = load(from, at + 2 * inner);
                FloatVector even = b.add(c).mul(0.5f);
                int target = 3 * o * inner + i;
                load(from, at).add(even).intoArray(to, target);
                b.sub(c).mul(0.5f).intoArray(to, target + inner);
                load(from, at + 3 * inner).add(even).intoArray(to, target + 2 * inner);
            }
        }
    }
}
