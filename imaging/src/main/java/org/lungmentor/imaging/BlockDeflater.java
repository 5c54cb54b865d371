package org.lungmentor.imaging;

/**
 * Deflates small blocks (RFC 1951), each by itself: its {@link Repeats}, and one Huffman code made for it; stored as it is if
 * that is no longer. Faster than zlib at level 1, on CT by half, for as many bytes; the same bytes for the same content on
 * every machine. For one thread at a time.
 */
final class BlockDeflater {
    private static final int LONGEST_WORD = 14; // of 15: four of them fit 64 bits beside seven
    private static final int END = 256; // the symbol behind the last byte
    private static final int FIRST_LENGTH = 257; // the symbol of the shortest repeat
    private static final int LENGTHS = 29;
    private static final int DISTANCES = 30;
    private static final int STORED_HEADER = 5; // bytes

    /** For each length its symbol's number from {@link #FIRST_LENGTH} on, and each symbol's shortest length and further bits. */
    private static final byte[] LENGTH_SYMBOL = new byte[Repeats.LONGEST + 1];

    private static final int[] LENGTH_BASE = new int[LENGTHS];
    private static final int[] LENGTH_BITS = new int[LENGTHS];

    /** Symbols of code lengths: 0 to 15 themselves, then these. */
    private static final int REPEAT_LAST = 16; // 3 to 6 times

    private static final int FEW_ZEROS = 17; // 3 to 10
    private static final int MANY_ZEROS = 18; // 11 to 138
    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int LONGEST_CODE_LENGTH_WORD = 7;

    static {
        int length = 3;
        for (int symbol = 0; symbol < LENGTHS - 1; symbol++) {
            LENGTH_BASE[symbol] = length;
            LENGTH_BITS[symbol] = symbol < 8 ? 0 : symbol / 4 - 1;
            for (int k = 0; k < 1 << LENGTH_BITS[symbol] && length < Repeats.LONGEST; k++) {
                LENGTH_SYMBOL[length++] = (byte) symbol;
            }
        }
        LENGTH_BASE[LENGTHS - 1] = Repeats.LONGEST;
        LENGTH_SYMBOL[Repeats.LONGEST] = LENGTHS - 1;
    }

    private final Repeats repeats = new Repeats(GzipBlock.MOST_CONTENT);
    private final byte[] deflated = new byte[2 * GzipBlock.MOST_CONTENT + 1024]; // what costs more will be stored
    private final int[] literalWords = new int[END];

    /** The last deflate block: the bytes that {@link #deflate} tells of, until it is called again. */
    byte[] deflated() {
        return deflated;
    }

    /**
     * Deflates a block into {@link #deflated}.
     *
     * @param length at most {@link GzipBlock#MOST_CONTENT}
     * @return how many bytes it takes: at most five more than its content
     */
    int deflate(byte[] content, int start, int length) {
        repeats.find(content, start, start + length);
        HuffmanCode literals = new HuffmanCode(countLiterals(content, start), LONGEST_WORD);
        HuffmanCode distances = new HuffmanCode(countDistances(), LONGEST_WORD);
        BitOutput out = new BitOutput(deflated);
        putHeader(out, literals, distances);
        putContent(out, content, start, literals, distances);
        int n = out.end();
        return n < length + STORED_HEADER ? n : store(content, start, length);
    }

    private int store(byte[] content, int start, int length) {
        deflated[0] = 1; // the last block, stored
        deflated[1] = (byte) length;
        deflated[2] = (byte) (length >> 8);
        deflated[3] = (byte) ~length;
        deflated[4] = (byte) (~length >> 8);
        System.arraycopy(content, start, deflated, STORED_HEADER, length);
        return length + STORED_HEADER;
    }

    private int[] countLiterals(byte[] content, int start) {
        int[] even = new int[FIRST_LENGTH + LENGTHS];
        int[] odd = new int[END]; // counted apart: a processor waits where one count is raised twice in a row
        int at = start;
        for (int r = 0; r <= repeats.count(); r++) {
            int end = at + repeats.bytesBefore(r);
            for (; at < end - 1; at += 2) {
                even[content[at] & 0xff]++;
                odd[content[at + 1] & 0xff]++;
            }
            if (at < end) {
                even[content[at++] & 0xff]++;
            }
            if (r < repeats.count()) {
                even[FIRST_LENGTH + LENGTH_SYMBOL[repeats.length(r)]]++;
                at += repeats.length(r);
            }
        }
        for (int value = 0; value < END; value++) {
            even[value] += odd[value];
        }
        even[END] = 1;
        return even;
    }

    private int[] countDistances() {
        int[] counts = new int[DISTANCES];
        for (int r = 0; r < repeats.count(); r++) {
            counts[distanceSymbol(repeats.distance(r))]++;
        }
        return counts;
    }

    /** Two symbols for each power of two. */
    private static int distanceSymbol(int distance) {
        int d = distance - 1;
        if (d < 4) {
            return d;
        }
        int top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(d);
        return 2 * top + ((d >>> (top - 1)) & 1);
    }

    private void putContent(BitOutput out, byte[] content, int start, HuffmanCode literals, HuffmanCode distances) {
        for (int value = 0; value < END; value++) {
            literalWords[value] = literals.word(value) << 4 | literals.length(value);
        }
        int at = start;
        for (int r = 0; r <= repeats.count(); r++) {
            int end = at + repeats.bytesBefore(r);
            out.putBytes(content, at, end, literalWords);
            if (r < repeats.count()) {
                putRepeat(out, repeats.length(r), repeats.distance(r), literals, distances);
                at = end + repeats.length(r);
            }
        }
        out.put(literals.word(END), literals.length(END));
    }

    private static void putRepeat(
            BitOutput out, int length, int distance, HuffmanCode literals, HuffmanCode distances) {
        int l = LENGTH_SYMBOL[length];
        int symbol = FIRST_LENGTH + l;
        out.put(
                (long) (length - LENGTH_BASE[l]) << literals.length(symbol) | literals.word(symbol),
                literals.length(symbol) + LENGTH_BITS[l]);
        int d = distanceSymbol(distance);
        int further = d < 4 ? 0 : d / 2 - 1;
        long rest = (distance - 1) & ((1L << further) - 1);
        out.put(rest << distances.length(d) | distances.word(d), distances.length(d) + further);
    }

    /** Says that this is the last block, with a code of its own, and the lengths of that code (RFC 1951 3.2.7). */
    private static void putHeader(BitOutput out, HuffmanCode literals, HuffmanCode distances) {
        int ofLiterals = Math.max(FIRST_LENGTH, literals.size());
        int ofDistances = Math.max(1, distances.size());
        int[] lengths = new int[ofLiterals + ofDistances];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = i < ofLiterals ? literals.length(i) : distances.length(i - ofLiterals);
        }
        int[] symbols = new int[lengths.length]; // symbol, and above its five bits how often beyond the fewest
        int n = runs(lengths, symbols);
        int[] counts = new int[CODE_LENGTH_ORDER.length];
        for (int i = 0; i < n; i++) {
            counts[symbols[i] & 31]++;
        }
        HuffmanCode code = new HuffmanCode(counts, LONGEST_CODE_LENGTH_WORD);
        int told = CODE_LENGTH_ORDER.length;
        while (told > 4 && code.length(CODE_LENGTH_ORDER[told - 1]) == 0) {
            told--;
        }
        out.put(1 | 2 << 1, 3);
        out.put(ofLiterals - FIRST_LENGTH, 5);
        out.put(ofDistances - 1, 5);
        out.put(told - 4, 4);
        for (int i = 0; i < told; i++) {
            out.put(code.length(CODE_LENGTH_ORDER[i]), 3);
        }
        for (int i = 0; i < n; i++) {
            int symbol = symbols[i] & 31;
            out.put(code.word(symbol), code.length(symbol));
            out.put(
                    symbols[i] >> 5,
                    symbol == REPEAT_LAST ? 2 : symbol == FEW_ZEROS ? 3 : symbol == MANY_ZEROS ? 7 : 0);
        }
    }

    /** Lengths with their runs told as one: how many symbols that makes. */
    private static int runs(int[] lengths, int[] symbols) {
        int n = 0;
        for (int i = 0; i < lengths.length; ) {
            int length = lengths[i];
            int run = 1;
            while (i + run < lengths.length && lengths[i + run] == length) {
                run++;
            }
            i += run;
            if (length > 0) {
                symbols[n++] = length;
                run--;
            }
            while (run >= 3) {
                int most = length > 0 ? 6 : 138;
                int now = Math.min(run, most);
                int symbol = length > 0 ? REPEAT_LAST : now > 10 ? MANY_ZEROS : FEW_ZEROS;
                symbols[n++] = symbol | (now - (symbol == MANY_ZEROS ? 11 : 3)) << 5;
                run -= now;
            }
            for (; run > 0; run--) {
                symbols[n++] = length;
            }
        }
        return n;
    }
}
