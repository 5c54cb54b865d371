package org.lungmentor.dicom.codec;

import java.util.Set;

/**
 * Sequential JPEG with the discrete cosine transform and Huffman codes (ITU-T T.81, processes 1, 2 and 4): grey frames of 8
 * or 12 bits. The inverse transform is done in double precision, so that values differ from other decoders' by the rounding
 * of theirs only.
 */
public final class JpegDctDecoder implements PixelDecoder {
    static final String JPEG = "JPEG";

    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };
    /** COSINE[8 u + x]: weight of frequency u at place x (T.81 A.3.3). */
    private static final double[] COSINE = new double[64];

    static {
        for (int u = 0; u < 8; u++) {
            for (int x = 0; x < 8; x++) {
                COSINE[8 * u + x] = (u == 0 ? Math.sqrt(0.125) : 0.5) * Math.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
    }

    @Override
    public String name() {
        return "own, JpegDctDecoder";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51");
    }

    @Override
    public void decode(byte[] compressed, FrameFormat frame, byte[] target) {
        JpegSegments segments = new JpegSegments(JPEG, compressed);
        Tables tables = new Tables();
        while (true) {
            int marker = segments.next();
            switch (marker) {
                case 0xc0, 0xc1 -> {
                    tables.precision = segments.checkFrame(frame);
                    if (tables.precision != 8 && tables.precision != 12) {
                        throw Broken.frame(JPEG, "it has " + tables.precision + " bits a pixel");
                    }
                    tables.quantiser = segments.unsignedByte(8) & 3;
                }
                case JpegSegments.DQT -> tables.readQuantisers(segments);
                case JpegSegments.DHT -> HuffmanTable.readAll(segments, tables.dc, tables.ac);
                case JpegSegments.DRI -> tables.restartInterval = segments.unsignedShort(0);
                case JpegSegments.SOS -> {
                    int selectors = segments.unsignedByte(2);
                    tables.scan(
                            new HuffmanBits(JPEG, compressed, segments.end()),
                            (selectors >> 4) & 3,
                            selectors & 3,
                            frame,
                            target);
                    return;
                }
                default -> {
                    if (JpegSegments.isFrame(marker)) {
                        throw Broken.unsupported(
                                JPEG, "process SOF" + (marker - 0xc0) + "; only sequential Huffman coding is");
                    }
                }
            }
        }
    }

    /** What the segments set, and the scan that uses it. */
    private static final class Tables {
        final HuffmanTable[] dc = HuffmanTable.none();
        final HuffmanTable[] ac = HuffmanTable.none();
        final int[][] quantisers = new int[4][];
        int precision;
        int quantiser;
        int restartInterval;

        void readQuantisers(JpegSegments segment) {
            int at = 0;
            while (at < segment.length()) {
                int wide = segment.unsignedByte(at) >> 4;
                int[] table = new int[64];
                for (int i = 0; i < 64; i++) {
                    table[ZIGZAG[i]] =
                            wide == 0 ? segment.unsignedByte(at + 1 + i) : segment.unsignedShort(at + 1 + 2 * i);
                }
                quantisers[segment.unsignedByte(at) & 3] = table;
                at += wide == 0 ? 65 : 129;
            }
        }

        void scan(HuffmanBits bits, int dcTable, int acTable, FrameFormat frame, byte[] target) {
            int[] quantisation = quantisers[quantiser];
            if (precision == 0 || quantisation == null) {
                throw Broken.frame(JPEG, "its scan comes before its frame or tables");
            }
            int across = (frame.columns() + 7) / 8;
            int down = (frame.rows() + 7) / 8;
            double[] block = new double[64];
            int[] samples = new int[64];
            int predicted = 0;
            for (int n = 0; n < across * down; n++) {
                if (restartInterval > 0 && n > 0 && n % restartInterval == 0) {
                    bits.restart();
                    predicted = 0;
                }
                predicted += bits.signed(bits.code(dc[dcTable]));
                boolean flat = !coefficients(bits, ac[acTable], quantisation, block);
                block[0] = (double) predicted * quantisation[0];
                if (flat) {
                    java.util.Arrays.fill(samples, sample(block[0] / 8));
                } else {
                    inverse(block, samples);
                }
                put(samples, n % across * 8, n / across * 8, frame, target);
            }
        }

        /** Fills all but the first; returns whether any is not 0. */
        private static boolean coefficients(HuffmanBits bits, HuffmanTable table, int[] quantisation, double[] block) {
            java.util.Arrays.fill(block, 0);
            boolean any = false;
            for (int k = 1; k < 64; k++) {
                int symbol = bits.code(table);
                int size = symbol & 15;
                if (size == 0) {
                    if (symbol != 0xf0) {
                        break; // end of block
                    }
                    k += 15;
                    continue;
                }
                k += symbol >> 4;
                if (k > 63) {
                    throw Broken.frame(JPEG, "a block has more than 64 coefficients");
                }
                block[ZIGZAG[k]] = (double) bits.signed(size) * quantisation[ZIGZAG[k]];
                any = true;
            }
            return any;
        }

        private void inverse(double[] block, int[] samples) {
            double[] rows = new double[64];
            for (int v = 0; v < 8; v++) {
                for (int u = 0; u < 8; u++) {
                    double f = block[8 * v + u];
                    for (int x = 0; f != 0 && x < 8; x++) {
                        rows[8 * v + x] += f * COSINE[8 * u + x];
                    }
                }
            }
            for (int x = 0; x < 8; x++) {
                for (int y = 0; y < 8; y++) {
                    double sum = 0;
                    for (int v = 0; v < 8; v++) {
                        sum += rows[8 * v + x] * COSINE[8 * v + y];
                    }
                    samples[8 * y + x] = sample(sum);
                }
            }
        }

        private int sample(double value) {
            int shifted = (int) Math.rint(value) + (1 << (precision - 1));
            return Math.max(0, Math.min((1 << precision) - 1, shifted));
        }

        private static void put(int[] samples, int x0, int y0, FrameFormat frame, byte[] target) {
            int width = Math.min(8, frame.columns() - x0);
            int height = Math.min(8, frame.rows() - y0);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    frame.put(samples[8 * y + x], target, (y0 + y) * frame.columns() + x0 + x);
                }
            }
        }
    }
}
