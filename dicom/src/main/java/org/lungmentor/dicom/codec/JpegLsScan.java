package org.lungmentor.dicom.codec;

import java.util.Arrays;

/** Decodes the one scan of a grey JPEG-LS stream (T.87 A): contexts of gradients, and runs where there are none. */
final class JpegLsScan {
    private static final int CONTEXTS = 365; // and two for the end of runs
    /** Log2 of run lengths (A.2.1, J). */
    private static final int[] J = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegLsHeader header;
    private final int near;
    private final int maxVal;
    private final int step;
    private final int span;
    private final int qbpp;
    private final int limit;
    private final byte[] quantised;
    private final int[] a = new int[CONTEXTS + 2];
    private final int[] b = new int[CONTEXTS];
    private final int[] c = new int[CONTEXTS];
    private final int[] n = new int[CONTEXTS + 2];
    private final int[] negative = new int[2]; // Nn
    private int runIndex;

    private final byte[] bytes;
    private int at;
    private long bits; // the next bits, highest first
    private int have;

    JpegLsScan(JpegLsHeader header, byte[] bytes) {
        this.header = header;
        this.bytes = bytes;
        this.at = header.scan();
        near = header.near();
        maxVal = header.maxVal();
        step = 2 * near + 1;
        int range = (maxVal + 2 * near) / step + 1;
        span = range * step;
        qbpp = bitsFor(range);
        int bpp = Math.max(2, bitsFor(maxVal + 1));
        limit = 2 * (bpp + Math.max(8, bpp));
        Arrays.fill(a, Math.max(2, (range + 32) / 64));
        Arrays.fill(n, 1);
        quantised = new byte[2 * maxVal + 1];
        for (int d = -maxVal; d <= maxVal; d++) {
            quantised[d + maxVal] = (byte) quantise(d);
        }
    }

    private static int bitsFor(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }

    private int quantise(int d) { // A.3.3
        int size = Math.abs(d);
        int q = size <= near ? 0 : size < header.t1() ? 1 : size < header.t2() ? 2 : size < header.t3() ? 3 : 4;
        return d < 0 ? -q : q;
    }

    void decode(FrameFormat frame, byte[] target) {
        int columns = frame.columns();
        int[] above = new int[columns + 2]; // one sample more on either side (A.2.1)
        int[] line = new int[columns + 2];
        for (int y = 0; y < frame.rows(); y++) {
            above[columns + 1] = above[columns];
            line[0] = above[1];
            decodeLine(above, line, columns);
            for (int x = 0; x < columns; x++) {
                frame.put(line[x + 1], target, y * columns + x);
            }
            int[] swap = above;
            above = line;
            line = swap;
        }
    }

    private void decodeLine(int[] above, int[] line, int columns) {
        int x = 1;
        while (x <= columns) {
            int left = line[x - 1];
            int upLeft = above[x - 1];
            int up = above[x];
            int q = 81 * quantised[above[x + 1] - up + maxVal]
                    + 9 * quantised[up - upLeft + maxVal]
                    + quantised[upLeft - left + maxVal];
            if (q != 0) {
                line[x++] = regular(q, left, up, upLeft);
                continue;
            }
            x = run(line, x, columns, left);
            if (x <= columns) {
                line[x] = afterRun(left, above[x]);
                x++;
                if (runIndex > 0) {
                    runIndex--;
                }
            }
        }
    }

    private int regular(int q, int left, int up, int upLeft) {
        int sign = q < 0 ? -1 : 1;
        int context = Math.abs(q);
        int predicted = upLeft >= Math.max(left, up)
                ? Math.min(left, up)
                : upLeft <= Math.min(left, up) ? Math.max(left, up) : left + up - upLeft;
        predicted = Math.max(0, Math.min(maxVal, predicted + sign * c[context]));
        int k = golombParameter(n[context], a[context]);
        int mapped = golomb(k, limit);
        int error; // A.5.2
        if (k == 0 && near == 0 && 2 * b[context] <= -n[context]) {
            error = (mapped & 1) == 1 ? mapped >> 1 : -(mapped >> 1) - 1;
        } else {
            error = (mapped & 1) == 0 ? mapped >> 1 : -(mapped >> 1) - 1;
        }
        b[context] += error * step; // A.6.1
        a[context] += Math.abs(error);
        if (n[context] == header.reset()) {
            a[context] >>= 1;
            b[context] >>= 1;
            n[context] >>= 1;
        }
        n[context]++;
        if (b[context] <= -n[context]) { // A.6.2
            b[context] = Math.max(b[context] + n[context], 1 - n[context]);
            c[context] = Math.max(-128, c[context] - 1);
        } else if (b[context] > 0) {
            b[context] = Math.min(b[context] - n[context], 0);
            c[context] = Math.min(127, c[context] + 1);
        }
        return reconstruct(predicted, sign * error);
    }

    private int run(int[] line, int from, int columns, int value) { // A.7.1
        int x = from;
        while (bit() == 1) {
            int length = Math.min(1 << J[runIndex], columns + 1 - x);
            Arrays.fill(line, x, x + length, value);
            x += length;
            if (length == 1 << J[runIndex] && runIndex < 31) {
                runIndex++;
            }
            if (x > columns) {
                return x;
            }
        }
        int length = read(J[runIndex]);
        if (length > columns - x) {
            throw Broken.frame(JpegLsHeader.JPEG_LS, "a run is longer than its line");
        }
        Arrays.fill(line, x, x + length, value);
        return x + length;
    }

    private int afterRun(int left, int up) { // A.7.2
        int type = Math.abs(left - up) <= near ? 1 : 0;
        int context = CONTEXTS + type;
        int k = golombParameter(n[context], type == 0 ? a[context] : a[context] + (n[context] >> 1));
        int mapped = golomb(k, limit - J[runIndex] - 1);
        int map = (mapped + type) & 1;
        int size = (mapped + type + map) >> 1;
        boolean lower = size > 0 && map == (k != 0 || 2 * negative[type] >= n[context] ? 1 : 0);
        if (lower) {
            negative[type]++;
        }
        a[context] += (mapped + 1 - type) >> 1;
        if (n[context] == header.reset()) {
            a[context] >>= 1;
            n[context] >>= 1;
            negative[type] >>= 1;
        }
        n[context]++;
        int error = lower ? -size : size;
        return reconstruct(type == 1 ? left : up, type == 0 && left > up ? -error : error);
    }

    private int reconstruct(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += span;
        } else if (value > maxVal + near) {
            value -= span;
        }
        return Math.max(0, Math.min(maxVal, value));
    }

    private static int golombParameter(int count, int sum) {
        int k = 0;
        while (count << k < sum && k < 24) {
            k++;
        }
        return k;
    }

    private int golomb(int k, int longest) { // A.5.3
        int zeros = 0;
        while (bit() == 0) {
            if (++zeros > longest) {
                throw Broken.frame(JpegLsHeader.JPEG_LS, "a code is too long");
            }
        }
        return zeros < longest - qbpp - 1 ? zeros << k | read(k) : read(qbpp) + 1;
    }

    private int bit() {
        return read(1);
    }

    private int read(int count) {
        while (have < count) {
            if (at >= bytes.length) {
                throw Broken.cutOff(JpegLsHeader.JPEG_LS);
            }
            // after a byte FF the next one brings seven bits: its highest is a stuffed 0 (A.1)
            boolean stuffed = at > header.scan() && bytes[at - 1] == (byte) 0xff;
            if (stuffed && bytes[at] < 0) {
                throw Broken.cutOff(JpegLsHeader.JPEG_LS); // a marker
            }
            int add = stuffed ? 7 : 8;
            bits = bits << add | (bytes[at++] & 0xff);
            have += add;
        }
        have -= count;
        return (int) (bits >>> have) & ((1 << count) - 1);
    }
}
